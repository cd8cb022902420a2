import { afterEach, describe, expect, it } from "vitest";
import { dispatchInvitation } from "../../functions/jobs/dispatch-invitation.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { MailedToday } from "../../functions/jobs/mailed-today.ts";
import type { Fault } from "../../local/ses-stand-in.ts";
import { interaction, type PlantOptions, startHearback, type TestHearback } from "../support/hearback.ts";

describe("case 12: SES that fails", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  /** A system whose n-th mails, counted from 1, meet the fault. */
  const start = async (fault: Fault, isMet: (n: number) => boolean = (n) => n === 1, plant: PlantOptions = {}) => {
    hearback = await startHearback({ plant, ses: { fault: ({ n }) => (isMet(n) ? fault : undefined) } });
  };

  const invite = async (overrides: Record<string, unknown> = {}): Promise<string> => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction(overrides) });
    return json.invitation.id;
  };

  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });

  const dispatch = async () => {
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
  };

  it.each(["accept-then-drop", "500-after-accept"] as const)(
    "sends one mail when SES takes it and then fails: %s",
    async (fault) => {
      await start(fault);
      const id = await invite();
      await hearback.jobs.run("dispatch-invitations");
      expect(await find(id)).toMatchObject({ status: "unconfirmed" });
      await hearback.jobs.run("record-mail-events");
      expect(await find(id)).toMatchObject({ status: "sent", messageId: expect.any(String) });
      await hearback.jobs.advance(2 * 86_400);
      expect(hearback.ses.accepted).toHaveLength(1);
    },
  );

  it("tries once more what SES never took, when later events prove that the first try's would have come", async () => {
    await start("drop");
    const lost = await invite();
    await dispatch();
    expect(await find(lost)).toMatchObject({ status: "unconfirmed", attempt: 1 });
    await hearback.clock.advance(60);
    await invite();
    await dispatch();
    await hearback.jobs.advance(3600);
    expect(await find(lost)).toMatchObject({ status: "sent", attempt: 2 });
    expect(hearback.ses.accepted).toHaveLength(2);
  });

  it("does not try again while no event proves that events arrive", async () => {
    await start("drop");
    const lost = await invite();
    await dispatch();
    await hearback.jobs.advance(20 * 3600);
    expect(await find(lost)).toMatchObject({ status: "unconfirmed", attempt: 1 });
  });

  it("takes a late Send event for what it is, even after giving up", async () => {
    await start("accept-then-drop");
    const { services, seed, clock } = hearback;
    const id = await invite();
    await hearback.jobs.run("dispatch-invitations");
    const doubted = await find(id);
    if (!doubted) throw new Error("The invitation is gone.");
    await services.invitations.move(doubted, "fail", clock.now(), { reason: "unconfirmed" });
    await hearback.jobs.run("record-mail-events");
    expect(await services.invitations.find(seed.workspaceId, id)).toMatchObject({ status: "sent" });
  });

  it("fails the one mail that SES refuses, and lets the customer be asked again", async () => {
    await start({ reject: "InvalidParameterValue", message: "Missing final '@domain'" });
    const customer = { email: "jo@example.com" };
    const refused = await invite({ customer });
    await dispatch();
    expect(await find(refused)).toMatchObject({ status: "failed", reason: "InvalidParameterValue" });
    const next = await invite({ customer });
    await dispatch();
    expect(await find(next)).toMatchObject({ status: "sent" });
  });

  it.each([
    "AccountSendingPausedException",
    "MailFromDomainNotVerifiedException",
    "ConfigurationSetDoesNotExist",
    "AccessDenied",
  ])("leaves everything due while the account may not send: %s", async (reject) => {
    let mayNot = true;
    await start({ reject, message: "No." }, () => mayNot);
    const ids = [await invite(), await invite(), await invite()];
    await dispatch();
    await dispatch();
    for (const id of ids) expect(await find(id)).toMatchObject({ status: "scheduled" });
    mayNot = false;
    await dispatch();
    for (const id of ids) expect(await find(id)).toMatchObject({ status: "sent" });
    expect(hearback.ses.accepted).toHaveLength(3);
  });

  it("waits and goes on when SES throttles the rate", async () => {
    await start({ reject: "Throttling", message: "Maximum sending rate exceeded." });
    const [first, second] = [await invite(), await invite()];
    await dispatch();
    await dispatch();
    expect(await find(first)).toMatchObject({ status: "sent" });
    expect(await find(second)).toMatchObject({ status: "sent" });
    expect(hearback.ses.accepted).toHaveLength(2);
  });

  it("sends no more than the day's quota, and the rest when there is room again", async () => {
    hearback = await startHearback({ ses: { quota: { max24HourSend: 2 } } });
    const ids = [await invite(), await invite(), await invite()];
    await dispatch();
    expect(hearback.ses.accepted).toHaveLength(2);
    await hearback.jobs.advance(25 * 3600);
    for (const id of ids) expect(await find(id)).toMatchObject({ status: "sent" });
  });

  it("sends one mail of an invitation that several dispatchers take up at once", async () => {
    hearback = await startHearback();
    const id = await invite();
    const { services, seed } = hearback;
    const dispatching = { ...services, mailedToday: new MailedToday(services) };
    await Promise.all(Array.from({ length: 8 }, () => dispatchInvitation(seed.workspaceId, id, dispatching)));
    expect(await find(id)).toMatchObject({ status: "sent" });
    expect(hearback.ses.accepted).toHaveLength(1);
  });

  it("lets one of two dispatchers work while the other says that it is busy", async () => {
    hearback = await startHearback();
    const ids = [await invite(), await invite(), await invite()];
    const runs = ["a", "b"].map((holder) =>
      dispatchInvitations(hearback.services, { holder, timeLeftMs: () => 60_000 }),
    );
    const results = await Promise.all(runs);
    expect(results.filter(({ stopped }) => stopped === "busy")).toHaveLength(1);
    for (const id of ids) expect(await find(id)).toMatchObject({ status: "sent" });
    expect(hearback.ses.accepted).toHaveLength(3);
  });

  it("sends one mail for two interactions of one customer in the same second, and skips the other as throttled", async () => {
    hearback = await startHearback();
    const customer = { email: "jo@example.com" };
    const ids = await Promise.all([invite({ customer }), invite({ customer })]);
    await dispatch();
    await dispatch();
    const ends = await Promise.all(ids.map(find));
    expect(ends.map((end) => end?.status).sort()).toEqual(["sent", "skipped"]);
    expect(ends.find((end) => end?.status === "skipped")).toMatchObject({
      reason: "throttled",
      until: expect.any(String),
    });
    expect(hearback.ses.accepted).toHaveLength(1);
  });

  it("sends both of two interactions at once when nothing throttles", async () => {
    hearback = await startHearback({ plant: { survey: { policy: { throttleDays: 0, whenThrottled: "skip" } } } });
    const customer = { email: "jo@example.com" };
    const ids = [await invite({ customer }), await invite({ customer })];
    await dispatch();
    await dispatch();
    for (const id of ids) expect(await find(id)).toMatchObject({ status: "sent" });
    expect(hearback.ses.accepted).toHaveLength(2);
  });
});
