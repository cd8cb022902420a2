import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Invitation } from "../../functions/domain/invitation.ts";
import type { MailEvent } from "../../functions/domain/mail.ts";
import type { CountName } from "../../functions/domain/metric-names.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import { anInvitation } from "../domain/builders.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";

describe("a workspace whose mails do harm", () => {
  let hearback: TestHearback;
  let mailed: Invitation[];
  const counted: CountName[] = [];
  beforeAll(async () => {
    hearback = await startHearback();
    mailed = await mail(999);
  });
  afterAll(() => hearback.close());

  /** Invitations that were mailed just now, each to a customer of its own. */
  async function mail(count: number, told: Partial<Invitation> = {}): Promise<Invitation[]> {
    const { services, seed, clock } = hearback;
    const { workspaceId, surveyId } = seed;
    const at = clock.now();
    const made = Array.from({ length: count }, () => {
      const id = `inv_${services.ids.random(16)}${services.ids.random(16)}`;
      const customerId = `cus_${id.slice(4, 26)}`;
      const sent = { status: "sent", sentAt: at, createdAt: at, messageId: id } as const;
      return anInvitation({ id, customerId, workspaceId, surveyId, ...sent, ...told });
    });
    for (const some of chunks(made, 50)) await Promise.all(some.map((one) => services.invitations.add(one)));
    return made;
  }

  /** As told by SES; `n` counts from the first that was mailed. */
  async function hear(type: MailEvent["type"], n: number): Promise<void> {
    const invitation = mailed[n] ?? expect.fail("There are fewer mails.");
    const { workspaceId, id, sentAt = "" } = invitation;
    const event: MailEvent = {
      type,
      recipient: `${n}@example.com`,
      messageId: id,
      acceptedAt: sentAt,
      at: addSeconds(sentAt, 1),
      tags: { workspace: workspaceId, invitation: id, step: 0, attempt: 1 },
    };
    const metrics = { count: (name: CountName) => void counted.push(name), measure: () => {} };
    await recordMailEvent(event, { ...hearback.services, metrics });
  }

  const getWorkspace = async () => (await hearback.call("GET", "/v1/workspace")).json;
  const resume = () => hearback.call("POST", "/v1/workspace/resume-sending");
  const report = async () => (await hearback.call("POST", "/v1/interactions", { body: interaction() })).json;

  it("goes on while it has mailed fewer than 1,000, however bad they are, and while they are only tests and links", async () => {
    await mail(1, { test: true });
    await mail(1, { via: "link" });
    await hear("complained", 0);
    await hear("complained", 1);
    expect(await getWorkspace()).not.toHaveProperty("sendingPaused");
  });

  it("is paused with the first complaint or bounce after that, and says why", async () => {
    mailed.push(...(await mail(1)));
    await hear("unsubscribed", 3);
    expect(await getWorkspace()).not.toHaveProperty("sendingPaused");
    await hear("bounced", 2);
    const { sendingPaused } = await getWorkspace();
    expect(sendingPaused).toEqual({ at: expect.any(String), because: "complaints", percent: 0.2 });
    expect(counted).toEqual(["SendingPaused"]);
    const details = { workspaceId: hearback.seed.workspaceId };
    expect(hearback.logged).toContainEqual(expect.objectContaining({ level: "error", details }));
  });

  it("is paused once, whatever comes after", async () => {
    const { sendingPaused } = await getWorkspace();
    await hearback.clock.advance(60);
    for (const n of [3, 4, 4]) await hear("complained", n);
    expect((await getWorkspace()).sendingPaused).toEqual(sendingPaused);
    expect(counted).toEqual(["SendingPaused"]);
  });

  it("invites nobody meanwhile, and sends nothing that is due", async () => {
    const { services, seed, clock, jobs, ses } = hearback;
    expect(await report()).toMatchObject({ outcome: "not_invited", reason: "sending_paused" });
    await services.workspaces.change(seed.workspaceId, { sendingPaused: undefined });
    const { id, invitation } = await report();
    const sendingPaused = { at: clock.now(), because: "bounces", percent: 6 } as const;
    await services.workspaces.change(seed.workspaceId, { sendingPaused });
    await jobs.run("dispatch-invitations");
    const story = await hearback.call("GET", `/v1/interactions/${id}`);
    expect(story.json.invitations).toMatchObject([{ id: invitation.id, status: "skipped", reason: "sending_paused" }]);
    expect(ses.accepted).toEqual([]);
  });

  it("sends again when it says so, and what was mailed before is not held against it", async () => {
    const { status, json } = await resume();
    expect(status).toBe(200);
    expect(json).not.toHaveProperty("sendingPaused");
    expect(json).toEqual(await getWorkspace());
    await hear("complained", 5);
    expect(await getWorkspace()).not.toHaveProperty("sendingPaused");
    expect(await report()).toMatchObject({ outcome: "invited" });
  });

  it("changes nothing when it says so without being paused", async () => {
    const { services, seed } = hearback;
    const before = await services.workspaces.get(seed.workspaceId);
    expect(before.sendingResumedAt).toBeDefined();
    await hearback.clock.advance(60);
    expect((await resume()).status).toBe(200);
    expect(await services.workspaces.get(seed.workspaceId)).toEqual(before);
  });

  it("is not paused by what was judged before it took sending up again", async () => {
    const { services, seed, clock } = hearback;
    const judged = {
      ...(await services.workspaces.get(seed.workspaceId)),
      sendingResumedAt: "2026-01-01T00:00:00.000Z",
    };
    const pause = { at: clock.now(), because: "bounces", percent: 6 } as const;
    expect(await services.workspaces.pauseSending(judged, pause)).toBe(false);
    expect(await getWorkspace()).not.toHaveProperty("sendingPaused");
  });
});

function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
