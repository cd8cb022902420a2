/**
 * A tick of compute-kpis after a thousand new answers, and a read of a KPI, in workspaces that hold ever more. What they hold is
 * a year of even days. Of that is seeded what a tick and a read can see: the folds of all days, of today's slots and the
 * snapshots made of them, and the answers themselves in the slots into which the new ones come.
 */
import {
  addToDay,
  type Day,
  localDay,
  type Slot,
  slotOf,
  slotSeconds,
  startOfDay,
} from "../functions/domain/calendar.ts";
import { responseIdOf } from "../functions/domain/ids.ts";
import { inParallel } from "../functions/domain/in-parallel.ts";
import { allSurveys, type Folds } from "../functions/domain/kpi/fold.ts";
import { foldRecords } from "../functions/domain/kpi/fold-kinds.ts";
import { addSeconds, epochMs, type Instant } from "../functions/domain/time.ts";
import { mergeSlots } from "../functions/jobs/fold-slots.ts";
import { type Consumed, Ledger } from "./ledger.ts";
import { type Answer, answerOf } from "./many-answers.ts";
import type { Figure, Section } from "./report.ts";
import { onStage, type Stage } from "./stage.ts";

const sizes = [10_000, 100_000, 1_000_000] as const;
const days = 365;
const slotsOfDay = 86_400 / slotSeconds;
const newAnswers = 1000;
/** They come within an hour. */
const touchedSlots = 4;
/** The hour of the tick. */
const hour = 18;

interface Measured {
  readonly held: number;
  readonly tick: Consumed;
  readonly read: Consumed & { readonly items: number; readonly bytes: number };
}

export async function measureSizes(): Promise<Section[]> {
  const measured: Measured[] = [];
  for (const held of sizes) measured.push(await measureSize(held));
  return [tickSection(measured), readSection(measured)];
}

function tickSection(measured: readonly Measured[]): Section {
  const [least, , most] = measured as [Measured, Measured, Measured];
  const rows = measured.flatMap(({ held, tick }): Figure[] => [
    { what: `writes, of ${count(held)}`, value: tick.wcu },
    { what: `reads, of ${count(held)}`, value: tick.rcu },
  ]);
  return {
    title: `A tick after ${count(newAnswers)} new answers`,
    about:
      "Capacity units of marking and folding an hour's answers in a workspace that holds so many more, from a year of even days; seeded is what a tick can see of them. A quarter-hour is folded from all of its answers and a day from all of its quarter-hours, so more answers a day are more reads of today; of the days before none reads anything.",
    unit: "units",
    figures: [
      ...rows,
      { what: "writes, a million beside ten thousand", value: most.tick.wcu / least.tick.wcu, budget: 1.2 },
      { what: "reads, a million beside ten thousand", value: most.tick.rcu / least.tick.rcu, budget: 1.2 },
    ],
  };
}

function readSection(measured: readonly Measured[]): Section {
  const [least, , most] = measured as [Measured, Measured, Measured];
  return {
    title: "A KPI of 30 days with 20 segments",
    about:
      "What GET /v1/kpis/nps?by=agent reads of a workspace that holds so many answers: items, the bytes of them that come back, and read units. Packed counts take a few bytes more or less as they happen to repeat.",
    unit: "",
    figures: [
      ...measured.flatMap(({ held, read }): Figure[] => [
        { what: `items, of ${count(held)}`, value: read.items },
        { what: `bytes, of ${count(held)}`, value: read.bytes },
        { what: `read units, of ${count(held)}`, value: read.rcu, budget: 2 },
      ]),
      { what: "bytes, a million beside ten thousand", value: most.read.bytes / least.read.bytes, budget: 1.1 },
    ],
  };
}

async function measureSize(held: number): Promise<Measured> {
  const ledger = new Ledger();
  const read = { items: 0, bytes: 0 };
  return onStage(
    (name, client) => {
      ledger.meter(name, client);
      if (name !== "api") return;
      client.middlewareStack.add(
        (next) => async (args) => {
          const answer = await next(args);
          const { Item, Items = [] } = answer.output as { Item?: Attributes; Items?: Attributes[] };
          for (const item of [...(Item ? [Item] : []), ...Items]) {
            read.items += 1;
            read.bytes += bytesOf(item);
          }
          return answer;
        },
        { step: "initialize", name: "weighItems" },
      );
    },
    async (stage) => {
      await seedYear(stage, held);
      ledger.clear();
      await answerNow(stage);
      await stage.jobs.run("react-to-changes");
      await stage.jobs.run("compute-kpis");
      const [marking, folding] = [ledger.take("react-to-changes"), ledger.take("compute-kpis")];
      const tick = { wcu: marking.wcu + folding.wcu, rcu: marking.rcu + folding.rcu };
      const query = `/v1/kpis/nps?survey=${stage.seed.surveyId}&by=agent`;
      const { n } = (await stage.get(query)) as { n: number };
      if (n < newAnswers) throw new Error(`The KPI is of ${n} answers only.`);
      ledger.clear();
      Object.assign(read, { items: 0, bytes: 0 });
      await stage.get(query);
      return { held, tick, read: { ...read, ...ledger.take("api") } };
    },
  );
}

async function seedYear(stage: Stage, held: number): Promise<void> {
  const { clock, seed } = stage;
  const begun = startOfDay(localDay(clock.now(), "UTC"), "UTC");
  await clock.advance((epochMs(addSeconds(begun, 86_400 + hour * 3600)) - epochMs(clock.now())) / 1000);
  const today = localDay(clock.now(), "UTC");
  const perDay = Math.round(held / days);
  const past = Array.from({ length: days }, (_, n) => addToDay(today, -n - 1));
  await inParallel(past, (day) => saveDay(stage, day, foldOf(seed.surveyId, startOfDay(day, "UTC"), 86_400, perDay)));
  const first = startOfDay(today, "UTC");
  const now = slotOf(clock.now());
  const slots = Array.from({ length: (hour * 3600) / slotSeconds }, (_, n) => addSeconds(first, n * slotSeconds));
  await inParallel(slots, async (slot, n = slots.indexOf(slot)) => {
    const count = Math.floor(((n + 1) * perDay) / slotsOfDay) - Math.floor((n * perDay) / slotsOfDay);
    if (count === 0) return;
    if (slot >= addSeconds(now, -touchedSlots * slotSeconds)) await addAnswers(stage, slot, count);
    else await saveSlot(stage, slot, foldOf(seed.surveyId, slot, slotSeconds, count));
  });
  await stage.jobs.run("react-to-changes");
  await stage.jobs.run("compute-kpis");
}

async function answerNow(stage: Stage): Promise<void> {
  const last = slotOf(stage.clock.now());
  for (let back = 1; back <= touchedSlots; back++) {
    await addAnswers(stage, addSeconds(last, -back * slotSeconds), newAnswers / touchedSlots);
  }
}

const answers = (surveyId: string, from: Instant, seconds: number, count: number): Answer[] =>
  Array.from({ length: count }, (_, n) => answerOf(n, surveyId, addSeconds(from, (n * 37) % seconds)));

const foldOf = (surveyId: string, from: Instant, seconds: number, count: number): Folds =>
  foldRecords("response", answers(surveyId, from, seconds, count));

async function saveDay({ services, seed }: Stage, day: Day, folds: Folds): Promise<void> {
  const { workspaceId, surveyId } = seed;
  const slot = startOfDay(day, "UTC");
  const ofAll = mergeSlots("response", [{ slot, surveyId, folds }], allSurveys);
  const none = { version: 0, dimensions: [] };
  const fold = { day, computedAt: slot };
  const key = { workspaceId, kind: "response" } as const;
  await services.figures.saveDay({ ...key, surveyId }, { ...fold, folds }, none);
  await services.figures.saveDay({ ...key, surveyId: allSurveys }, { ...fold, folds: ofAll }, none);
}

async function saveSlot({ services, seed }: Stage, slot: Slot, content: Folds): Promise<void> {
  const { workspaceId, surveyId } = seed;
  await services.figures.saveSlotFold({ workspaceId, kind: "response", surveyId }, slot, { version: 0, content });
}

export async function addAnswers({ services, seed }: Stage, slot: Slot, count: number): Promise<void> {
  const { ids, responses } = services;
  await inParallel(answers(seed.surveyId, slot, slotSeconds, count), async (answer) => {
    const customerId = `cus_${ids.random(16)}`;
    const interactionId = ids.interaction(customerId, {});
    const invitationId = ids.invitation(interactionId, seed.surveyId);
    const { countedAt } = answer;
    await responses.add({
      ...answer,
      ...{ id: responseIdOf(invitationId), workspaceId: seed.workspaceId, customerId, invitationId, interactionId },
      ...{ surveyVersion: 1, comment: "Quick and friendly.", test: false },
      ...{ countedAt, changedAt: countedAt, editableUntil: countedAt, revision: 1, edits: [] },
    });
  });
}

type Attributes = Record<string, unknown>;

/** About as DynamoDB counts them: names and values. */
function bytesOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + bytesOf(one), 0);
  if (typeof value !== "object" || value === null) return Buffer.byteLength(String(value));
  return Object.entries(value).reduce((sum, [name, one]) => sum + Buffer.byteLength(name) + bytesOf(one), 0);
}

const count = (number: number): string => number.toLocaleString("en");
