/**
 * Capacity units of each step of a survey's life, as the engine reports them, beside the cost budget of the data model. The
 * functions are warm: what a process reads once in its life, or had read within the last minute, is not counted but where
 * it says so.
 */
import { foldedAnHour } from "../../bin/commands/cost/month.ts";
import { type Consumed, Ledger } from "../ledger.ts";
import { onStage, type Stage } from "../stage.ts";
import { dispatch, invite, reportOf } from "./acts.ts";
import { measureFold } from "./folding.ts";
import { type JourneySteps, journeyOn } from "./journey.ts";
import { metered, per } from "./metered.ts";

const rounds = 20;
/** The second is of a workspace with 20,000 answers a month. */
export const { fold: responsesPerHour, thinFold: fewPerHour } = foldedAnHour;

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
