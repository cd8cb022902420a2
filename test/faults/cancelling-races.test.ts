import { afterEach, describe, expect, it } from "vitest";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { claimSeconds } from "../../functions/timeouts.ts";
import { type Answer, interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { interruptAt } from "../support/interrupt.ts";

const day = 24 * 3600;
const run = { holder: "test", timeLeftMs: () => 60_000 };
const survey = {
  invitation: { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 2 }, { afterDays: 4 }] },
};

describe("case 17: cancelling while a mail is being sent", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  const invite = async (): Promise<string> =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction() })).json.invitation.id;
  const cancel = (id: string): Promise<Answer> => hearback.call("DELETE", `/v1/invitations/${id}`);
  const show = async (id: string) => (await hearback.call("GET", `/v1/invitations/${id}`)).json;
  const stepsOf = (id: string) =>
    hearback.ses.accepted.filter(({ tags }) => tags["invitation"] === id).map(({ tags }) => tags["step"]);
  const dispatch = async () => {
    await dispatchInvitations(hearback.services, run);
    await hearback.jobs.run("record-mail-events");
  };
  const pass = async (days: number) => {
    for (let n = 0; n < days; n++) {
      await hearback.clock.advance(day);
      await dispatch();
    }
  };
  const listedToDo = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const id of hearback.services.invitations.due(hearback.seed.workspaceId, "9")) ids.push(id);
    return ids;
  };

  /** The dispatcher sends what is due, and somebody cancels right before its n-th call of anything, until it is written down. */
  const cancelDuring = async (id: string, n: number) => {
    let answer: Answer | undefined;
    const { services, calls } = interruptAt(hearback.services, n, async () => {
      answer = await cancel(id);
    });
    await dispatchInvitations(services, run);
    await hearback.jobs.run("record-mail-events");
    const isOver = calls.slice(0, n).includes("invitations.move");
    return isOver ? undefined : answer;
  };

  it("keeps the first mail back, or says that it is leaving, and nothing follows it", async () => {
    hearback = await startHearback({ plant: { survey } });
    const told = new Set<string>();
    let answer: Answer | undefined;
    let n = 0;
    do {
      const id = await invite();
      answer = await cancelDuring(id, n);
      const about = `cancelled before call ${n}`;
      if (!answer) break;
      told.add(`${answer.status} ${stepsOf(id).length}`);
      if (answer.status === 200) expect(stepsOf(id), about).toEqual([]);
      else expect(answer.json.detail, about).toMatch(/^already_sending: |it was delivered|was sent/);
      const { status, history } = await show(id);
      expect(status, about).toBe(stepsOf(id).length > 0 ? "sent" : "cancelled");
      const lived = history.map(({ status: one }: { status: string }) => one);
      if (status === "sent") expect(lived, about).toEqual(["scheduled", "cancelled", "sent"]);
      await hearback.clock.advance(claimSeconds + 10);
      expect((await cancel(id)).status, about).toBe(status === "sent" ? 409 : 200);
      await pass(6);
      expect(stepsOf(id).length, about).toBeLessThanOrEqual(1);
      expect(await listedToDo(), about).toEqual([]);
      n += 1;
    } while (answer);
    expect(told).toEqual(new Set(["200 0", "409 0", "409 1"]));
  }, 120_000);

  it("keeps a reminder back, or says that it is leaving, and no other follows it", async () => {
    hearback = await startHearback({ plant: { survey } });
    const told = new Set<string>();
    let answer: Answer | undefined;
    let n = 0;
    do {
      const id = await invite();
      await dispatch();
      await hearback.clock.advance(2 * day + 60);
      answer = await cancelDuring(id, n);
      const about = `cancelled before call ${n}`;
      if (!answer) break;
      const reminders = stepsOf(id).length - 1;
      told.add(`${answer.status} ${reminders}`);
      if (answer.status === 200) expect(reminders, about).toBe(0);
      expect(await show(id), about).toMatchObject({ status: "sent", remindersSent: reminders });
      await pass(6);
      expect(stepsOf(id), about).toHaveLength(1 + reminders);
      expect(await listedToDo(), about).toEqual([]);
      n += 1;
    } while (answer);
    expect(told).toEqual(new Set(["200 0", "409 0", "409 1"]));
  }, 120_000);
});
