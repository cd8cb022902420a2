/**
 * Capacity units of each step of a survey's life, as the engine reports them, beside the cost budget of the data model. The
 * functions are warm: what a process reads once in its life, or had read within the last minute, is not counted but where
 * it says so.
 */
import { foldedAnHour } from "../bin/commands/cost/month.ts";
import { responseIdOf } from "../functions/domain/ids.ts";
import { dimensions } from "../functions/domain/segment.ts";
import type { Survey } from "../functions/domain/survey.ts";
import { type Consumed, Ledger } from "./ledger.ts";
import type { Section } from "./report.ts";
import { onStage, type Stage } from "./stage.ts";

const rounds = 20;
/** The second is of a workspace with 20,000 answers a month. */
const { fold: responsesPerHour, thinFold: fewPerHour } = foldedAnHour;
/** Between two batches of the stream, as deployed. */
const streamWindowSeconds = 30;

/** What becomes of a survey, without the folding of its answer. */
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

export interface Steps extends JourneySteps {
  /** A known customer, under an Idempotency-Key; and the same request again. */
  readonly acceptKeyed: Consumed;
  readonly repeatKeyed: Consumed;
  /** A row of a batch that is only recorded, of a known customer. */
  readonly recordBatched: Consumed;
  /** From a source's webhook, with the delivery that is kept of it. */
  readonly acceptHooked: Consumed;
  /** Per response: marking its slot, and folding it in all dimensions. */
  readonly fold: Consumed;
  readonly thinFold: Consumed;
  readonly readKpi: Consumed;
  /** A minute of the dispatcher and a run of compute-kpis when there is nothing to do. */
  readonly idleDispatch: Consumed;
  readonly idleCompute: Consumed;
  /** The daily check, for each interaction that it reads with its mailed invitation. */
  readonly check: Consumed;
}

/** Counts on a stage of its own. */
function onMeteredStage<T>(measure: (stage: Stage, ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = new Ledger();
  return onStage(
    (name, client) => ledger.meter(name, client),
    (stage) => {
      if (stage.engine.name !== "dynoxide")
        throw new Error(`Capacity is measured on dynoxide; ${stage.engine.name} counts transactions otherwise.`);
      return measure(stage, ledger);
    },
  );
}

/** Within seconds, because nothing is folded. */
export const measureJourney = (customers: number): Promise<JourneySteps> =>
  onMeteredStage((stage, ledger) => journeyOn(stage, ledger, customers));

export const measureSteps = (): Promise<Steps> =>
  onMeteredStage(async (stage, ledger) => {
    const journey = await journeyOn(stage, ledger, rounds);
    await stage.jobs.run("react-to-changes");
    await stage.jobs.run("compute-kpis");
    const keyed = () => metered(ledger, "ingest", () => invite(stage, "known", rounds, "keyed", "bench"));
    const [acceptKeyed, repeatKeyed] = [per(rounds, await keyed()), per(rounds, await keyed())];
    const recordBatched = await measureBatched(stage, ledger);
    const acceptHooked = await measureHooked(stage, ledger);
    await dispatch(stage);
    const fold = await measureFold(stage, ledger, responsesPerHour);
    const thinFold = await measureFold(stage, ledger, fewPerHour);
    const query = `/v1/kpis/nps?survey=${stage.seed.surveyId}&by=agent`;
    await stage.get(query);
    const readKpi = await metered(ledger, "api", () => stage.get(query));
    const idleDispatch = await metered(ledger, "dispatch-invitations", () => dispatch(stage));
    const idleCompute = await metered(ledger, "compute-kpis", () => stage.jobs.run("compute-kpis"));
    const check = await measureCheck(stage, ledger);
    return {
      ...journey,
      acceptKeyed,
      repeatKeyed,
      recordBatched,
      acceptHooked,
      fold,
      thinFold,
      readKpi,
      idleDispatch,
      idleCompute,
      check,
    };
  });

async function journeyOn(stage: Stage, ledger: Ledger, customers: number): Promise<JourneySteps> {
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

interface Row {
  readonly what: string;
  readonly consumed: Consumed;
  readonly budget?: Consumed;
  readonly why?: string;
}

/** The cost budget of the data model. */
const rowsOf = (steps: Steps): readonly Row[] => [
  {
    what: "accept and invite, known customer",
    consumed: steps.acceptKnown,
    budget: { wcu: 4, rcu: 1.5 },
    why: why.accepting,
  },
  {
    what: "accept and invite, new customer",
    consumed: steps.acceptNew,
    budget: { wcu: 5, rcu: 1.5 },
    why: why.acceptingNew,
  },
  {
    what: "accept and invite, known customer, with an Idempotency-Key",
    consumed: steps.acceptKeyed,
    budget: { wcu: 6, rcu: 1.5 },
    why: why.accepting,
  },
  { what: "the same again", consumed: steps.repeatKeyed, budget: { wcu: 1, rcu: 1 } },
  { what: "record only, known customer, as a row of a batch", consumed: steps.recordBatched },
  {
    what: "accept and invite, after a quiet minute",
    consumed: steps.acceptAfterPause,
    budget: { wcu: 4, rcu: 1.5 },
    why: why.acceptingAfterPause,
  },
  {
    what: "accept and invite, from a webhook",
    consumed: steps.acceptHooked,
    budget: { wcu: 4, rcu: 1.5 },
    why: why.acceptingHooked,
  },
  { what: "send", consumed: steps.send, budget: { wcu: 4, rcu: 1.5 }, why: why.sending },
  { what: "remind", consumed: steps.remind, budget: { wcu: 5, rcu: 1.5 }, why: why.reminding },
  { what: "Send and Delivery events", consumed: steps.mailEvents, budget: { wcu: 3, rcu: 1 } },
  { what: "answer", consumed: steps.answer, budget: { wcu: 2, rcu: 1 }, why: why.answering },
  {
    what: `fold, per response at ${responsesPerHour.toLocaleString("en")} an hour`,
    consumed: steps.fold,
    budget: { wcu: 0.2 + 0.05 * dimensions.length, rcu: 1 },
    why: why.folding,
  },
  { what: `fold, per response at ${fewPerHour} an hour`, consumed: steps.thinFold },
  { what: "daily check, per interaction read", consumed: steps.check },
  { what: "read a KPI with 20 segments", consumed: steps.readKpi, budget: { wcu: 0, rcu: 2 }, why: why.reading },
];

export function capacitySections(steps: Steps): Section[] {
  const about = "Per step, table and indexes together, beside the cost budget of the data model; dynoxide's figures.";
  const figures = (unit: keyof Consumed) =>
    rowsOf(steps).map(({ what, consumed, budget, why }) => ({
      what,
      value: consumed[unit],
      budget: budget?.[unit],
      why,
    }));
  return [
    { title: "Writes", about, unit: "WCU", figures: figures("wcu") },
    { title: "Reads, eventually consistent unless needed", about, unit: "RCU", figures: figures("rcu") },
  ];
}

const why = {
  accepting:
    "the workspace is read with each, so that a revoked key or a paused survey counts with the next call; keeping it for a minute would save 0.5",
  acceptingNew:
    "a second identity may be claimed at the same moment, which only a consistent read (1) after the write can see; a new customer comes once",
  acceptingHooked:
    "the workspace is read with each, as of a key (0.5); the delivery is kept (1 write), because a business looks there first for what its vendor has sent and why nothing came of it",
  acceptingAfterPause:
    "key and surveys are read again: longer than a minute nothing is kept, should a change have crashed before it was announced",
  folding:
    "the stream is read every half minute and each time marks the quarter-hour again; a longer window would save writes and cost freshness",
  sending:
    "workspace, interaction (the commit), suppression and customer are read before, the invitation and the suppression consistently (2) after the claim; all attributes in the due index would save 0.5, the rest is what keeps a mail from being sent twice, or after a pause",
  reminding:
    "as for a send, and consistently (1) whether it was answered; and by then its history and what events told make the invitation larger than the 1 KB of the budget, so that it costs two units in the table and two in by-day",
  answering:
    "invitation and workspace, and once a minute the survey, which may have been archived; the response is put without reading",
  reading:
    "the overall figure and the segments are two items each; a copy of the first in every dimension's item would save 1",
} as const;

const per = (count: number, { wcu, rcu }: Consumed): Consumed => ({ wcu: wcu / count, rcu: rcu / count });

async function metered(ledger: Ledger, name: Parameters<Ledger["take"]>[0], act: () => Promise<unknown>) {
  ledger.clear();
  await act();
  return ledger.take(name);
}

/** The throttle would keep known customers out. */
const letEverybodyBack = (stage: Stage): Promise<void> =>
  changeSurvey(stage, ({ policy }) => ({ policy: { ...policy, throttleDays: 0 } }));

async function changeSurvey({ services, seed }: Stage, change: (survey: Survey) => Partial<Survey>): Promise<void> {
  const survey = await services.surveys.get(seed.workspaceId, seed.surveyId);
  await services.surveys.save({ ...survey, ...change(survey), version: survey.version + 1 });
}

async function invite(stage: Stage, group: string, count: number, visit = "first", keyPrefix = ""): Promise<void> {
  for (let n = 0; n < count; n++) {
    const headers = keyPrefix === "" ? {} : { "idempotency-key": `${keyPrefix}-${n}` };
    await stage.post("/v1/interactions", reportOf(group, n, visit), headers);
  }
}

const reportOf = (group: string, n: number, visit: string) => ({
  id: `${group}-${n}-${visit}`,
  type: "ticket.solved",
  customer: { email: `${group}-${n}@customers.example`, name: "Robin Hale" },
  channel: "chat",
  agent: { id: `a-${n % 20}`, name: "Sam Reed" },
  product: "Router X",
  handleTimeSeconds: 312,
});

const dispatch = ({ jobs }: Stage): Promise<unknown> => jobs.run("dispatch-invitations");

async function linksOf({ mailbox }: Stage): Promise<string[]> {
  const mails = await mailbox.list();
  return mails.map(({ links }) => links.find((link) => link.includes("/s/")) ?? "");
}

/** As a person has them who reads the mail minutes later, and looks at the page for a while. */
async function openForms(
  { services, clock }: Stage,
  urls: readonly string[],
): Promise<{ url: string; nonce: string }[]> {
  await clock.advance(600);
  const forms = urls.map(async (url) => {
    const invitation = await services.links.open("survey", new URL(url).pathname.slice("/s/".length));
    if (!invitation) throw new Error("A mail came with a link that leads nowhere.");
    return { url, nonce: await services.links.nonce(invitation, clock.now()) };
  });
  const opened = await Promise.all(forms);
  await clock.advance(20);
  return opened;
}

async function respond(url: string, nonce = ""): Promise<void> {
  const body = new URLSearchParams({ score: "9", comment: "Quick and friendly.", nonce });
  const { status } = await fetch(url.split("?")[0] ?? "", { method: "POST", body, redirect: "manual" });
  if (status !== 303) throw new Error(`An answer was not taken: ${status}`);
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

async function measureBatched(stage: Stage, ledger: Ledger): Promise<Consumed> {
  const items = Array.from({ length: rounds }, (_, n) => ({
    ...reportOf("known", n, "batched"),
    send: { via: "none" },
  }));
  const consumed = await metered(ledger, "ingest", async () => {
    const answer = await stage.post("/v1/interactions/batch", { items });
    if ((answer as { errors: number }).errors > 0) throw new Error("A batch was not taken whole.");
  });
  return per(rounds, consumed);
}

/** Of customers who are known, by a source that was met before. */
async function measureHooked(stage: Stage, ledger: Ledger): Promise<Consumed> {
  const source = (await stage.post("/v1/sources", { name: "Bench", kind: "generic" })) as Record<string, string>;
  const send = async (n: number, visit: string) => {
    const body = JSON.stringify(reportOf("known", n, visit));
    const headers = { "x-hearback-key": source["secret"] ?? "" };
    const response = await fetch(source["url"] ?? "", { method: "POST", headers, body });
    if (response.status !== 202) throw new Error(`A webhook was not taken: ${response.status}`);
  };
  await send(0, "hooked-before");
  const consumed = await metered(ledger, "ingest", async () => {
    for (let n = 0; n < rounds; n++) await send(n, "hooked");
  });
  return per(rounds, consumed);
}

/** Besides what it costs to look at a workspace in which nothing happened. */
async function measureCheck(stage: Stage, ledger: Ledger): Promise<Consumed> {
  const count = 200;
  const checkNow = () => metered(ledger, "compute-kpis", () => stage.jobs.run("check-laws"));
  const before = await checkNow();
  await invite(stage, "checked", count);
  await dispatch(stage);
  await stage.jobs.run("record-mail-events");
  const after = await checkNow();
  return per(count, { wcu: after.wcu - before.wcu, rcu: after.rcu - before.rcu });
}

/** An hour of responses, streamed and computed at the intervals that are deployed. */
async function measureFold(stage: Stage, ledger: Ledger, perHour: number): Promise<Consumed> {
  const windows = 900 / streamWindowSeconds;
  let [wcu, rcu, done] = [0, 0, 0];
  const take = (name: "react-to-changes" | "compute-kpis"): void => {
    const consumed = ledger.take(name);
    wcu += consumed.wcu;
    rcu += consumed.rcu;
  };
  for (let quarter = 0; quarter < 4; quarter++) {
    for (let window = 1; window <= windows; window++) {
      await stage.clock.advance(streamWindowSeconds);
      const due = Math.round(((quarter * windows + window) / (4 * windows)) * perHour);
      await addResponses(stage, due - done, done);
      done = due;
      ledger.clear();
      await stage.jobs.run("react-to-changes");
      take("react-to-changes");
    }
    ledger.clear();
    await stage.jobs.run("compute-kpis");
    take("compute-kpis");
  }
  return per(perHour, { wcu, rcu });
}

async function addResponses(stage: Stage, count: number, first: number): Promise<void> {
  const { services, seed, clock } = stage;
  const { ids, responses } = services;
  const now = clock.now();
  const value = (label: string) => ({ value: label.toLowerCase(), label });
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const customerId = `cus_${ids.random(16)}`;
      const interactionId = ids.interaction(customerId, { businessId: `bench-${first}-${n}-${now}` });
      const invitationId = ids.invitation(interactionId, seed.surveyId);
      await responses.add({
        id: responseIdOf(invitationId),
        workspaceId: seed.workspaceId,
        customerId,
        invitationId,
        interactionId,
        surveyId: seed.surveyId,
        surveyVersion: 2,
        segments: {
          agent: value(`A-${n % 20}`),
          channel: value(["Chat", "Mail", "Phone"][n % 3] ?? ""),
          product: value(`Router ${n % 5}`),
          locale: value(["en", "de", "fr"][n % 3] ?? ""),
        },
        test: false,
        score: n % 11,
        comment: "Quick and friendly.",
        countedAt: now,
        changedAt: now,
        editableUntil: now,
        revision: 1,
        edits: [],
      });
    }),
  );
}
