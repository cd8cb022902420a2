/**
 * Operations in rounds, many side by side, a quarter of an hour apart. At the end of each round every job runs, mails arrive,
 * and the memory of the process is read.
 */
import { byShare, type Random, randomFrom } from "../../demo/random.ts";
import type { Around, Told } from "./around.ts";
import { Business } from "./business.ts";
import { deeds } from "./deeds.ts";
import { passRound, untilIdle } from "./jobs.ts";
import type { Sample } from "./memory.ts";
import type { Place } from "./place.ts";
import { reportOnce } from "./reports.ts";

export interface Wish {
  readonly operations: number;
  readonly seed: number;
  /** Work that is not begun by then is left. */
  readonly hasTime: () => boolean;
  readonly tell: (done: number, errors: number) => void;
}

export interface Played {
  readonly businesses: readonly Business[];
  readonly done: number;
  /** By operation, how often and with which answers. */
  readonly tally: ReadonlyMap<string, Tally>;
  readonly samples: readonly Sample[];
  readonly wrong: readonly string[];
}

export interface Tally {
  count: number;
  readonly statuses: Map<number, number>;
}

const sideBySide = 16;
const floodShare = 40;

export const perRound = (operations: number): number => Math.max(100, Math.min(500, Math.ceil(operations / 8)));

/** What the rate limit is to be: half of what the one business that floods asks for in a round, and plenty for the others. */
export const limitFor = (operations: number) => ({ perSecond: 1, burst: Math.ceil(perRound(operations) / 5) });

export async function play(place: Place, { operations, seed, hasTime, tell }: Wish): Promise<Played> {
  const random = randomFrom(seed);
  const others = place.businesses.length - 1;
  const businesses = place.businesses.map(
    (one, index) =>
      new Business(one, { isFlood: index === 0, share: index === 0 ? floodShare : (100 - floodShare) / others }),
  );
  const tally = new Map<string, Tally>(deeds.map(({ name }) => [name, { count: 0, statuses: new Map() }]));
  const wrong: string[] = [];
  const samples: Sample[] = [{ done: 0, ...(await place.memory()) }];
  let done = 0;
  for (let round = 1; done < operations && hasTime(); round++) {
    const size = Math.min(perRound(operations), operations - done);
    const askAs = (name: string) => askAndNote(name, tally, wrong);
    const next = (): (() => Promise<void>) => {
      const { name, work } = begin({ url: place.url, business: byShare(random, businesses), random, round }, askAs);
      noted(tally, name).count += 1;
      return work;
    };
    await inParallel(size, next, () => {
      done += 1;
      tell(done, wrong.length);
    });
    await passRound(place);
    await receive(place, businesses, round);
    samples.push({ done, ...(await place.memory()) });
  }
  const [calm] = businesses.filter(({ isFlood }) => !isFlood);
  if (!calm) throw new Error("A load takes two businesses at least.");
  const ask = askAndNote("report", tally, wrong);
  await settle(
    place,
    businesses,
    reportOnce({ url: place.url, business: calm, random, round: Number.POSITIVE_INFINITY, ask }),
  );
  return { businesses, done, tally, samples, wrong };
}

type AskAs = (name: string) => Around["ask"];

interface Begun {
  readonly name: string;
  readonly work: () => Promise<void>;
}

/** Something that can be done now; there is always something to report. */
function begin(around: Omit<Around, "ask">, askAs: AskAs): Begun {
  const { business, random } = around;
  for (;;) {
    const deed = drawDeed(business, random);
    const work = deed.begin({ ...around, ask: askAs(deed.name) });
    if (work) return { name: deed.name, work };
  }
}

const drawDeed = ({ isFlood }: Business, random: Random) =>
  byShare(
    random,
    deeds.map((deed) => ({ ...deed, share: isFlood ? deed.inFlood : deed.share })),
  );

function askAndNote(name: string, tallies: ReadonlyMap<string, Tally>, wrong: string[]): Around["ask"] {
  const { statuses } = noted(tallies, name);
  return async (right, url, init): Promise<Told> => {
    const response = await fetch(url, { redirect: "manual", ...init });
    const text = await response.text();
    const { status } = response;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (!right.includes(status)) {
      const path = new URL(url).pathname.replace(/^(\/[su]\/).*/, "$1…");
      wrong.push(`${name}: ${init?.method ?? "GET"} ${path} answered ${status}: ${text.slice(0, 200)}`);
    }
    return { status, text };
  };
}

function noted(tallies: ReadonlyMap<string, Tally>, name: string): Tally {
  const tally = tallies.get(name);
  if (!tally) throw new Error(`There is no operation ${name}.`);
  return tally;
}

async function inParallel(count: number, next: () => () => Promise<void>, onDone: () => void): Promise<void> {
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      await next()();
      onDone();
    }
  };
  await Promise.all(Array.from({ length: Math.min(sideBySide, count) }, worker));
}

async function receive(place: Place, businesses: readonly Business[], round: number): Promise<void> {
  const owners = new Map(businesses.map((one) => [one.seed.workspaceId, one]));
  for (const mail of await place.newMails()) owners.get(mail.tags["workspace"] ?? "")?.receive(mail, round);
}

/** Another customer's mail proves that events arrive, without which a mail in doubt is not sent once more. */
async function settle(place: Place, businesses: readonly Business[], report: () => Promise<void>): Promise<void> {
  await report();
  for (let turn = 0; turn < 3; turn++) await passRound(place);
  await untilIdle(place);
  await receive(place, businesses, Number.POSITIVE_INFINITY);
}
