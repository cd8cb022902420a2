/** What runs by itself, and the clock by which it does: under load somebody else says when. */
import type { CheckResult } from "../../functions/jobs/check-laws.ts";
import type { Place } from "./place.ts";

type At = Pick<Place, "url">;

const roundSeconds = 900;

/** A quarter of an hour goes by, and every job runs: what was posted before is forgotten when the next post is judged. */
export const passRound = (place: At): Promise<void> => post(place, "clock", { advanceSeconds: roundSeconds });

const mostTurns = 20;

/** Every job in turn, until none of them finds anything to do. */
export async function untilIdle(place: At): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn++) {
    let found = 0;
    for (const job of ["dispatch-invitations", "record-mail-events", "react-to-changes", "compute-kpis"]) {
      const { result } = await post(place, `run/${job}`);
      found += (result.handled ?? 0) + (result.slotsFolded ?? 0);
    }
    if (found === 0) return;
  }
  throw new Error(`The jobs still find work after ${mostTurns} turns.`);
}

export const checkLaws = async (place: At): Promise<CheckResult> => (await post(place, "run/check-laws")).result;

// biome-ignore lint/suspicious/noExplicitAny: each job answers in its own way
async function post({ url }: At, path: string, body: unknown = {}): Promise<any> {
  const response = await fetch(`${url}/_local/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
