import { afterEach, describe, expect, it } from "vitest";
import { addToDay, localDay, startOfDay } from "../../functions/domain/calendar.ts";
import type { SurveyDefinition } from "../../functions/domain/survey.ts";
import { epochMs } from "../../functions/domain/time.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";

const day = 24 * 3600;
const remindAfter = (...days: number[]): Partial<SurveyDefinition> => ({
  invitation: { delaySeconds: 0, expireAfterDays: 30, reminders: days.map((afterDays) => ({ afterDays })) },
});

describe("reminders", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  const start = async (survey: Partial<SurveyDefinition>) => {
    hearback = await startHearback({ plant: { survey } });
  };
  const invite = async (told: Record<string, unknown> = {}) => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction(told) });
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
    return { interactionId: json.id as string, invitationId: json.invitation.id as string };
  };
  const stepsOf = (invitationId: string) =>
    hearback.ses.accepted.filter(({ tags }) => tags["invitation"] === invitationId).map(({ tags }) => tags["step"]);
  const invitationOf = async (interactionId: string) => {
    const { json } = await hearback.call("GET", `/v1/interactions/${interactionId}`);
    return json.invitations[0];
  };
  /** Time passes, and the dispatcher runs now and then. */
  const pass = async (seconds: number) => {
    for (let left = seconds; left > 0; left -= 6 * 3600) {
      await hearback.clock.advance(Math.min(left, 6 * 3600));
      await hearback.jobs.run("dispatch-invitations");
    }
    await hearback.jobs.run("record-mail-events");
  };
  const surveyLinkOf = async (invitationId: string) =>
    hearback.services.links.url("survey", { workspaceId: hearback.seed.workspaceId, id: invitationId });
  const answer = async (invitationId: string) => {
    const posted = await postForm(await surveyLinkOf(invitationId), { score: "9" });
    expect(posted.status).toBe(303);
  };

  it("go to whoever has not answered, each once at its time, and then no more", async () => {
    await start(remindAfter(2, 5));
    const { interactionId, invitationId } = await invite();
    await pass(2 * day - 120);
    expect(stepsOf(invitationId)).toEqual(["0"]);
    await pass(240);
    expect(stepsOf(invitationId)).toEqual(["0", "1"]);
    await pass(20 * day);
    expect(stepsOf(invitationId)).toEqual(["0", "1", "2"]);
    const invitation = await invitationOf(interactionId);
    expect(invitation).toMatchObject({ status: "sent", remindersSent: 2, delivery: { status: "delivered" } });
    expect(invitation.history.map(({ status, reminder }: Record<string, unknown>) => [status, reminder])).toEqual([
      ["scheduled", undefined],
      ["sent", undefined],
      ["sent", 1],
      ["sent", 2],
    ]);
    expect(await listedToDo()).toEqual([]);
  });

  const listedToDo = async () => {
    const ids: string[] = [];
    for await (const id of hearback.services.invitations.due(hearback.seed.workspaceId, "9")) ids.push(id);
    return ids;
  };

  it("carry the first mail's link and words of their own, the survey's where it has some", async () => {
    const [first, second] = [
      { afterDays: 1, subject: { en: "Still there, {{customer.firstName|you}}?" } },
      { afterDays: 3 },
    ];
    await start({ invitation: { delaySeconds: 0, expireAfterDays: 30, reminders: [first, second] } });
    const { invitationId } = await invite({ customer: { email: "jo@example.com", name: "Jo Li" } });
    await pass(4 * day);
    const mails = (await hearback.mailbox.list()).toReversed();
    expect(mails.map(({ subject }) => subject)).toEqual([
      "One question from Juniper Home",
      "Still there, Jo?",
      "A reminder from Juniper Home: one question",
    ]);
    const link = await surveyLinkOf(invitationId);
    for (const { text } of mails) expect(text).toContain(link);
  });

  it("stop when the customer has answered, and the invitation says why", async () => {
    await start(remindAfter(2, 5));
    const { interactionId, invitationId } = await invite();
    await pass(day);
    await answer(invitationId);
    await pass(9 * day);
    expect(stepsOf(invitationId)).toEqual(["0"]);
    const { history, remindersSent } = await invitationOf(interactionId);
    expect(history.at(-1)).toMatchObject({ status: "sent", reason: "answered" });
    expect(remindersSent).toBe(0);
    expect(await listedToDo()).toEqual([]);
  });

  it("never follow an unsubscribe", async () => {
    await start(remindAfter(2));
    const { interactionId, invitationId } = await invite();
    const ref = { workspaceId: hearback.seed.workspaceId, id: invitationId };
    await postForm(await hearback.services.links.url("unsubscribe", ref), {});
    await pass(5 * day);
    expect(stepsOf(invitationId)).toEqual(["0"]);
    expect((await invitationOf(interactionId)).history.at(-1)).toMatchObject({ reason: "suppressed" });
  });

  it("never follow a pause of the survey", async () => {
    await start(remindAfter(2));
    const { interactionId, invitationId } = await invite();
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/pause`);
    await pass(5 * day);
    expect(stepsOf(invitationId)).toEqual(["0"]);
    expect((await invitationOf(interactionId)).history.at(-1)).toMatchObject({ reason: "survey_paused" });
  });

  it("leave out those that would come when the link takes no answer any more", async () => {
    await start(remindAfter(2, 5));
    const { invitationId } = await invite({ send: { expireAfterDays: 3 } });
    await pass(10 * day);
    expect(stepsOf(invitationId)).toEqual(["0", "1"]);
    expect(await listedToDo()).toEqual([]);
  });

  it("do not count for the throttle, neither for their own nor for the next invitation", async () => {
    await start({ ...remindAfter(2), policy: { throttleDays: 3, whenThrottled: "skip" } });
    const customer = { email: "jo@example.com" };
    const { invitationId } = await invite({ customer });
    await pass(2 * day + 120);
    expect(stepsOf(invitationId)).toEqual(["0", "1"]);
    await pass(day);
    const next = await invite({ customer });
    expect(stepsOf(next.invitationId)).toEqual(["0"]);
  });

  it("wait for the end of the customer's quiet hours, and the invitation says so", async () => {
    await start({
      ...remindAfter(1),
      policy: { throttleDays: 0, whenThrottled: "skip", quietHours: { from: "00:00", to: "23:00" } },
    });
    // In the afternoon there, whenever this is run.
    const tomorrow = startOfDay(addToDay(localDay(hearback.clock.now(), "UTC"), 1), "UTC");
    await hearback.clock.advance((epochMs(tomorrow) - epochMs(hearback.clock.now())) / 1000 + 12 * 3600);
    const { interactionId, invitationId } = await invite({
      customer: { email: "jo@example.com", timeZone: "Asia/Kathmandu" },
    });
    // By the hour: once a day there is one in which it may leave.
    await hearback.jobs.advance(3 * day);
    expect(stepsOf(invitationId)).toEqual(["0", "1"]);
    const { history } = await invitationOf(interactionId);
    const sent = history.filter(({ status, reason }: Record<string, unknown>) => status === "sent" && !reason);
    // 23:00 to midnight in Kathmandu.
    for (const { at } of sent) expect(at.slice(11, 13) === "17" || at.slice(11, 13) === "18").toBe(true);
    expect(history).toContainEqual(expect.objectContaining({ reason: "quiet_hours", until: expect.any(String) }));
  });
});
