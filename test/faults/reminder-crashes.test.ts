import { afterEach, describe, expect, it } from "vitest";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { claimSeconds } from "../../functions/timeouts.ts";
import type { Fault } from "../../local/ses-stand-in.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";

const day = 24 * 3600;
const run = { holder: "test", timeLeftMs: () => 60_000 };
const survey = {
  invitation: { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 2 }, { afterDays: 4 }] },
};

describe("a reminder", () => {
  let hearback: TestHearback;
  let fault: Fault | undefined;
  afterEach(() => hearback.close());
  const start = async () => {
    fault = undefined;
    hearback = await startHearback({ plant: { survey }, ses: { fault: () => fault } });
  };

  const invite = async (): Promise<string> => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction() });
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
    return json.invitation.id;
  };
  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });
  const stepsOf = (id: string) =>
    hearback.ses.accepted.filter(({ tags }) => tags["invitation"] === id).map(({ tags }) => tags["step"]);
  const later = async (seconds: number) => {
    await hearback.clock.advance(seconds);
    await dispatchInvitations(hearback.services, run);
    await hearback.jobs.run("record-mail-events");
  };

  it("is never sent twice, and the next one is sent in its time, when the dispatcher dies at any of its awaits", async () => {
    await start();
    let n = 0;
    for (let crashed = true; crashed; n++) {
      const id = await invite();
      await hearback.clock.advance(2 * day + 60);
      const dying = crashAt(hearback.services, n);
      await dispatchInvitations(dying.services, run).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      await later(claimSeconds + 200);
      await later(60);
      const steps = stepsOf(id);
      expect(steps.filter((step) => step === "1").length, `after a crash at call ${n}`).toBeLessThanOrEqual(1);
      expect(await find(id), `after a crash at call ${n}`).toMatchObject({ status: "sent", step: 1 });
      await later(2 * day);
      await later(60);
      expect(stepsOf(id), `after a crash at call ${n}`).toEqual([...steps, "2"]);
      expect(await find(id)).toMatchObject({ status: "sent", step: 2 });
    }
    expect(n).toBeGreaterThan(14);
  }, 120_000);

  it.each(["accept-then-drop", "500-after-accept", "drop"] as const)(
    "that may have left counts as sent and is not tried again: %s",
    async (what) => {
      await start();
      const id = await invite();
      fault = what;
      await later(2 * day + 60);
      fault = undefined;
      await later(day);
      const left = what === "drop" ? ["0"] : ["0", "1"];
      expect(stepsOf(id)).toEqual(left);
      expect(await find(id)).toMatchObject({ status: "sent", step: 1 });
      await later(day + 60);
      expect(stepsOf(id)).toEqual([...left, "2"]);
    },
  );

  it("that SES refuses for good ends the reminding, and says why", async () => {
    await start();
    const id = await invite();
    fault = { reject: "InvalidParameterValue", message: "No." };
    await later(2 * day + 60);
    fault = undefined;
    await later(5 * day);
    expect(stepsOf(id)).toEqual(["0"]);
    expect((await find(id))?.history.at(-1)).toMatchObject({ status: "sent", reason: "InvalidParameterValue" });
  });

  it("waits while the account may not send", async () => {
    await start();
    const id = await invite();
    fault = { reject: "AccountSendingPausedException", message: "No." };
    await later(2 * day + 60);
    fault = undefined;
    expect(stepsOf(id)).toEqual(["0"]);
    await later(60);
    expect(stepsOf(id)).toEqual(["0", "1"]);
  });
});
