/** Every alarm rings when what it is there for happens, by the template's own reckoning, and none in an ordinary hour. */
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keys } from "../../functions/adapters/dynamodb/keys.ts";
import { handler as api } from "../../functions/api.ts";
import { handler as ingest } from "../../functions/ingest.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import { handler as recordMailEvents } from "../../functions/record-mail-events.ts";
import { handler as respond } from "../../functions/respond.ts";
import type { FunctionName } from "../../lib/service-functions.ts";
import { lambdaContext } from "../../local/lambda-context.ts";
import { sesEvent, sesId } from "../../local/ses-events.ts";
import { anInvitation } from "../domain/builders.ts";
import { changeByHand, deleteByHand } from "../support/by-hand.ts";
import { restoreItems, takeItems } from "../support/copy-table.ts";
import { interaction, postForm } from "../support/hearback.ts";
import { override } from "../support/override.ts";
import { deploy } from "./deploy.ts";
import { httpEvent } from "./events.ts";
import { WatchedHearback } from "./watched-hearback.ts";

// With every alarm that there is.
const stack = deploy({ rollout: "canary" });
const alarmNames = stack
  .resources("AWS::CloudWatch::Alarm")
  .map(([id]) => id.replace(/^Alarms(\w+)[0-9A-F]{8}$/, "$1"));

let world: WatchedHearback;
const start = async (options: Parameters<typeof WatchedHearback.start>[1] = {}) => {
  world = await WatchedHearback.start(stack, options);
};
afterEach(async () => {
  vi.unstubAllEnvs();
  await world?.close();
});

const report = (told: Record<string, unknown> = {}) =>
  world.request("ingest", "/v1/interactions", { method: "POST", body: interaction(told) });
const reports = async (count: number, told: Record<string, unknown> = {}) => {
  for (let n = 0; n < count; n++) await report(told);
};
/** So many minutes, with something done in each, or each so many. */
const forMinutes = async (minutes: number, act: () => Promise<unknown>, every = 1) => {
  for (let minute = 0; minute < minutes; minute++) {
    if (minute % every === 0) await act();
    await world.pass();
  }
};
const refuse = async () => {
  throw Object.assign(new Error("The request rate is too high."), { name: "ThrottlingException" });
};
/** What is deployed without its settings ends before its own code can say so; so does what runs out of time or memory. */
const crash = async (
  name: FunctionName,
  handler: (event: never, context: never) => Promise<unknown>,
  event: unknown,
) => {
  vi.stubEnv("TABLE_NAME", "");
  await forMinutes(20, () => world.invoke(name, () => handler(event as never, lambdaContext(name, 10_000) as never)));
};
const mailOf = async (index: number) =>
  (await world.hearback.mailbox.list())[index] ?? expect.fail("There is no such mail.");

const situations: Record<string, () => Promise<void>> = {
  MailsLate: async () => {
    await start();
    await reports(4);
    // The schedule was off, and what has piled up is more than the runs get through.
    await world.pass(40);
    const oneEntry = () => {
      let asked = 0;
      const timeLeftMs = () => (++asked > 1 ? 0 : 60_000);
      return world.dispatch(() => dispatchInvitations(world.hearback.services, { holder: "run", timeLeftMs }));
    };
    await forMinutes(12, oneEntry, 4);
  },
  MailsUnconfirmed: async () => {
    await start({ ses: { fault: () => "drop" } });
    await reports(3);
    await forMinutes(82, () => world.dispatch(), 2);
  },
  EntriesPushedBack: async () => {
    await start();
    await report();
    const { workspaceId, surveyId } = world.hearback.seed;
    await deleteByHand(world.hearback, keys.surveyVersion(workspaceId, surveyId, 1));
    await forMinutes(20, () => world.dispatch());
  },
  DoubleSends: async () => {
    await start();
    await report();
    await world.dispatch();
    const { clock, mailEvents } = world.hearback;
    const sent = await mailOf(0);
    mailEvents.add(sesEvent("Send", { ...sent, id: sesId(clock.now()) }, clock.now()));
    await world.hearOfMails();
  },
  LawsBroken: async () => {
    await start();
    const { json } = await world.hearback.call("POST", "/v1/interactions", { body: interaction() });
    await changeByHand(world.hearback, keys.interaction(world.hearback.seed.workspaceId, json.id), "REMOVE #outcome");
    await world.pass(3);
    await world.checkLaws();
  },
  LawsChecked: async () => {
    await start();
    for (let day = 0; day < 5; day++) {
      await world.checkLaws();
      await world.hearback.clock.advance(86_400);
    }
    await world.checkLaws();
    // Since then it cannot read the workspaces wholly.
    world.tableFault = ({ input }) => (input.IndexName === "by-day" ? refuse() : undefined);
    for (let day = 0; day < 2; day++) {
      await world.hearback.clock.advance(86_400);
      await world.checkLaws();
    }
  },
  FiguresStale: async () => {
    await start();
    await report();
    await world.react();
    // Of one workspace the records cannot be read, whichever run tries.
    world.tableFault = ({ input }) => (input.IndexName === "by-day" ? refuse() : undefined);
    await forMinutes(91, () => world.compute(), 15);
  },
  SendingPaused: async () => {
    await start();
    const { services, seed, clock } = world.hearback;
    const sent = { status: "sent", sentAt: clock.now(), messageId: "m" } as const;
    const mailed = Array.from({ length: 1000 }, () => anInvitation({ ...sent, workspaceId: seed.workspaceId }));
    // A thousand mails would have to leave first.
    const invitations = override(services.invitations, { list: async () => ({ items: mailed.map(complained) }) });
    const { id, customerId } = mailed[0] ?? expect.fail();
    await services.invitations.add(anInvitation({ ...sent, id, customerId, workspaceId: seed.workspaceId }));
    const tags = { workspace: seed.workspaceId, invitation: id, step: 0, attempt: 1 };
    const heard = { messageId: "m", acceptedAt: clock.now(), at: clock.now(), recipient: "jo@example.com", tags };
    await world.invoke("record-mail-events", () =>
      recordMailEvent({ type: "complained", ...heard }, { ...services, invitations }),
    );
  },
  SendingFenced: async () => {
    await start();
    const { dynamodb, tableName } = world.hearback;
    const items = await takeItems(dynamodb, tableName);
    await dynamodb.send(new DeleteTableCommand({ TableName: tableName }));
    await restoreItems(dynamodb, tableName, items);
    await forMinutes(5, () => world.dispatch());
  },
  SendingBlocked: async () => {
    await start({ ses: { fault: () => ({ reject: "AccountSendingPausedException", message: "No." }) } });
    await report();
    await forMinutes(15, () => world.dispatch());
  },
  DailyQuotaReached: async () => {
    await start({ ses: { quota: { max24HourSend: 1 } } });
    await reports(2);
    await world.dispatch();
  },
  BounceRate: () => mailFive("bounce@simulator.amazonses.com"),
  ComplaintRate: () => mailFive("complaint@simulator.amazonses.com"),
  IngestFails: async () => {
    await start();
    await crash("ingest", ingest, httpEvent("POST", "/v1/interactions").event);
  },
  NewVersionFails: async () => {
    await start();
    world.newVersions = true;
    await once(refuse, () => world.dispatch());
  },
  RespondFails: async () => {
    await start();
    await crash("respond", respond, httpEvent("GET", "/s/x").event);
  },
  ApiFails: async () => {
    await start();
    await crash("api", api, httpEvent("GET", "/v1/kpis").event);
  },
  DispatchInvitationsFails: async () => {
    await start();
    world.tableFault = refuse;
    await forMinutes(3, () => world.dispatch());
  },
  ComputeKpisFails: async () => {
    await start();
    world.tableFault = refuse;
    await forMinutes(46, () => world.compute(), 15);
  },
  ReactToChangesFails: async () => {
    await start();
    await report();
    world.tableFault = refuse;
    await forMinutes(15, () => world.react());
  },
  RecordMailEventsFails: async () => {
    await start();
    await crash("record-mail-events", recordMailEvents, { Records: [] });
  },
  FunctionsThrottled: async () => {
    await start();
    const burst = () => Promise.all(Array.from({ length: 12 }, () => world.request("api", "/v1/workspace")));
    await forMinutes(16, burst, 5);
  },
  DispatcherSilent: async () => {
    await start();
    await forMinutes(30, () => world.dispatch(), 5);
    await world.pass(11);
  },
  ServerErrors: async () => {
    await start();
    world.tableFault = refuse;
    await forMinutes(3, report);
  },
  AnswersSlow: async () => {
    await start();
    const { clock } = world.hearback;
    // Two seconds a call, which the clock shows although nobody waits for them.
    world.tableFault = () => clock.advance(2);
    await forMinutes(15, report);
  },
  TableRefusals: async () => {
    await start();
    world.tableFault = refuse;
    await forMinutes(13, () => world.request("api", "/v1/workspace"), 6);
  },
  ChangesLate: async () => {
    await start();
    await report();
    world.tableFault = refuse;
    await forMinutes(31, () => world.react(), 10);
    await world.react();
  },
  MailEventsLate: async () => {
    await start();
    await report();
    await world.dispatch();
    await world.pass(20);
  },
  FailedEvents: async () => {
    await start();
    await report();
    await world.dispatch();
    world.tableFault = refuse;
    await world.hearOfMails();
    await world.pass();
  },
  FailedChanges: async () => {
    await start();
    await report();
    world.tableFault = refuse;
    await world.exhaustStream();
    await world.pass();
  },
  FailedRuns: async () => {
    await start();
    world.tableFault = refuse;
    for (let runs = 0; runs < 10; runs++) await Promise.all([world.dispatch(), world.compute()]);
    await world.pass();
  },
};

/** Of five mails the last goes to an address that has another fate. */
async function mailFive(email: string): Promise<void> {
  await start();
  await reports(4);
  await report({ customer: { email } });
  await world.dispatch();
  await world.hearOfMails();
}

const complained = <I extends object>(invitation: I) => ({
  ...invitation,
  delivery: { status: "complained", at: world.hearback.clock.now() },
});

/** What is over with the next try. */
const once = async (fault: WatchedHearback["tableFault"], act: () => Promise<unknown>) => {
  world.tableFault = fault;
  await act();
  world.tableFault = () => undefined;
};

describe("every alarm", () => {
  it("has a situation", () => {
    expect(Object.keys(situations).sort()).toEqual([...alarmNames].sort());
  });

  it.each(Object.entries(situations))("rings when it should: %s", async (name, happen) => {
    await happen();
    expect(world.stateOf(name)).toBe("ALARM");
    // Whatever else fails, no version is blamed for it that does not come in.
    if (!world.newVersions) expect(world.stateOf("NewVersionFails")).toBe("OK");
  });

  it("rings for figures, too, when no computation comes to its end any more", async () => {
    await start();
    await forMinutes(91, () => world.compute(), 15);
    expect(world.stateOf("FiguresStale")).toBe("OK");
    await world.pass(46);
    expect(world.stateOf("FiguresStale")).toBe("ALARM");
  });

  it("is not joined by that of late mails while SES takes none", async () => {
    await situations["SendingBlocked"]?.();
    await world.pass(20);
    await forMinutes(11, () => world.dispatch(), 5);
    expect(world.values.filter(({ name }) => name === "SendingBlocked").length).toBeGreaterThan(15);
    expect(world.stateOf("MailsLate")).toBe("OK");
  });

  it("is silent while nothing happens, and in an ordinary hour in which each thing fails once and heals", async () => {
    await start({ ses: { fault: ({ n }) => (n === 2 ? "drop" : undefined) } });
    const { clock, services, seed } = world.hearback;
    for (let day = 0; day < 2; day++) {
      await clock.advance(86_400);
      await world.checkLaws();
    }
    const rung: string[] = [];
    const listen = () => rung.push(...alarmNames.filter((name) => world.stateOf(name) === "ALARM"));
    const hour = async (inMinute: (minute: number) => Promise<unknown>) => {
      for (let minute = 0; minute < 60; minute++) {
        if (minute % 15 === 0) await world.compute();
        await inMinute(minute);
        await world.dispatch();
        await world.pass();
      }
    };
    await hour(async () => {});
    listen();
    const links: string[] = [];
    await hour(async (minute) => {
      if (minute % 10 === 0) {
        const { json } = await world.hearback.call("POST", "/v1/interactions", { body: interaction() });
        links.push(await services.links.url("survey", { workspaceId: seed.workspaceId, id: json.invitation.id }));
      }
      if (minute === 35) await postForm(links[0] ?? "", { score: "9" });
      await world.hearOfMails();
      if (minute === 11) await once(refuse, report);
      if (minute === 22) await once(refuse, () => world.dispatch());
      if (minute === 33) await once(refuse, () => world.compute());
      if (minute === 44) await once(refuse, () => world.react());
      await world.react();
      if (minute % 5 === 4) listen();
    });
    expect(rung).toEqual([]);
    const happened = world.values.filter(({ value }) => value > 0).map(({ name }) => name);
    // It was no silent hour.
    expect(happened).toEqual(expect.arrayContaining(["MailsSent", "ResponsesRecorded", "SlotsFolded", "SendsInDoubt"]));
    expect(happened).toEqual(expect.arrayContaining(["Errors", "5xx", "TableRefusals", "FigureSecondsStale"]));
  });
});
