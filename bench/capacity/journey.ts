/** What becomes of a survey, from the interaction to the answer, without the folding of the answer. */
import type { Survey } from "../../functions/domain/survey.ts";
import type { Consumed, Ledger } from "../ledger.ts";
import type { Stage } from "../stage.ts";
import { dispatch, invite, linksOf, openForms, respond } from "./acts.ts";
import { metered, per } from "./metered.ts";

export interface JourneySteps {
  readonly acceptKnown: Consumed;
  readonly acceptNew: Consumed;
  /** After a minute in which nobody called: key and surveys are read again. */
  readonly acceptAfterPause: Consumed;
  readonly send: Consumed;
  /** What a run of the dispatcher that has work costs besides its mails. */
  readonly run: Consumed;
  /** A reminder, which is a mail too. */
  readonly remind: Consumed;
  readonly mailEvents: Consumed;
  readonly answer: Consumed;
}

export async function journeyOn(stage: Stage, ledger: Ledger, customers: number): Promise<JourneySteps> {
  await letEverybodyBack(stage);
  await invite(stage, "warm", 1);
  await dispatch(stage);
  const links = await linksOf(stage);
  await respond(links[0] ?? "");
  ledger.clear();

  const acceptNew = per(customers, await metered(ledger, "ingest", () => invite(stage, "known", customers)));
  await dispatch(stage);
  await stage.jobs.run("record-mail-events");
  await invite(stage, "alone", 1);
  const one = await metered(ledger, "dispatch-invitations", () => dispatch(stage));
  await stage.jobs.run("record-mail-events");
  const acceptKnown = per(customers, await metered(ledger, "ingest", () => invite(stage, "known", customers, "again")));
  await invite(stage, "alone", 1, "again");
  const many = await metered(ledger, "dispatch-invitations", () => dispatch(stage));
  // What a run costs besides its mails, such as its lease, is no mail's.
  const send = per(customers, { wcu: many.wcu - one.wcu, rcu: many.rcu - one.rcu });
  const run = { wcu: one.wcu - send.wcu, rcu: one.rcu - send.rcu };
  const mailEvents = per(
    customers + 1,
    await metered(ledger, "record-mail-events", () => stage.jobs.run("record-mail-events")),
  );
  const forms = await openForms(stage, (await linksOf(stage)).slice(0, customers));
  const answer = per(
    customers,
    await metered(ledger, "respond", async () => {
      for (const form of forms) await respond(form.url, form.nonce);
    }),
  );
  const acceptAfterPause = await measureAfterPause(stage, ledger);
  const remind = await measureReminding(stage, ledger, { customers, run });
  return { acceptKnown, acceptNew, acceptAfterPause, send, run, remind, mailEvents, answer };
}

/** The throttle would keep known customers out. */
const letEverybodyBack = (stage: Stage): Promise<void> =>
  changeSurvey(stage, ({ policy }) => ({ policy: { ...policy, throttleDays: 0 } }));

async function changeSurvey({ services, seed }: Stage, change: (survey: Survey) => Partial<Survey>): Promise<void> {
  const survey = await services.surveys.get(seed.workspaceId, seed.surveyId);
  await services.surveys.save({ ...survey, ...change(survey), version: survey.version + 1 });
}

async function measureAfterPause(stage: Stage, ledger: Ledger): Promise<Consumed> {
  const count = 5;
  let [wcu, rcu] = [0, 0];
  for (let n = 0; n < count; n++) {
    await stage.clock.advance(61);
    const consumed = await metered(ledger, "ingest", () => invite(stage, "known", 1, `after-pause-${n}`));
    wcu += consumed.wcu;
    rcu += consumed.rcu;
  }
  return per(count, { wcu, rcu });
}

/** A day after their first mail, to those who have not answered. */
async function measureReminding(
  stage: Stage,
  ledger: Ledger,
  { customers, run }: { readonly customers: number; readonly run: Consumed },
): Promise<Consumed> {
  await dispatch(stage);
  const remindAfter = (...days: number[]) =>
    changeSurvey(stage, ({ invitation }) => ({
      invitation: { ...invitation, reminders: days.map((afterDays) => ({ afterDays })) },
    }));
  await remindAfter(1);
  await stage.clock.advance(61);
  await invite(stage, "reminded", customers);
  await dispatch(stage);
  await stage.jobs.run("record-mail-events");
  await stage.clock.advance(86_400);
  const before = (await stage.mailbox.list()).length;
  const { wcu, rcu } = await metered(ledger, "dispatch-invitations", () => dispatch(stage));
  if ((await stage.mailbox.list()).length !== before + customers) throw new Error("Not every reminder was sent.");
  await stage.jobs.run("record-mail-events");
  await remindAfter();
  await stage.clock.advance(61);
  return per(customers, { wcu: wcu - run.wcu, rcu: rcu - run.rcu });
}
