/** What a load has left behind, held against what was told and meant. Answers sentences, none where all is right. */
import { isDeepStrictEqual } from "node:util";
import type { Asked, Business } from "./business.ts";
import { checkLaws, passRound } from "./jobs.ts";
import type { Place } from "./place.ts";
import type { Played } from "./play.ts";

export async function verify(place: Place, { businesses, tally, wrong }: Played): Promise<string[]> {
  const found = [...wrong];
  for (const business of businesses) found.push(...(await ofBusiness(place, business)));
  const refused = [...tally.values()].some(({ statuses }) => statuses.has(429));
  if (!refused) found.push("The business that floods was never told to slow down.");
  const result = await checkLaws(place);
  if (result.violations !== 0 || result.unchecked.length > 0)
    found.push(`The daily check found ${JSON.stringify(result)}.`);
  const check = await place.check();
  if (check.failed) found.push(`hearback check found:\n${check.text}`);
  return found;
}

export async function ofBusiness(place: Place, business: Business): Promise<string[]> {
  const get = (path: string) => read(place, business, path);
  return [
    ...business.wrong,
    ...(await notMailed(business, get)),
    ...(await notCounted(business, get)),
    ...(await miscounted(business, get)),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: each route answers in its own way
type Get = (path: string) => Promise<any>;

/** Whoever was told to slow down may call again when time has passed. */
async function read(place: Place, { seed }: Business, path: string): ReturnType<Get> {
  const ask = () => fetch(place.url + path, { headers: { authorization: `Bearer ${seed.apiKey}` } });
  let response = await ask();
  if (response.status === 429) {
    await passRound(place);
    response = await ask();
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response.json();
}

/** A customer who is invited twice before the first mail has left gets one, and it is said why. */
async function notMailed({ expected }: Business, get: Get): Promise<string[]> {
  const found: string[] = [];
  for (const id of expected) {
    const { status, reason } = await get(`/v1/invitations/${id}`);
    if (status !== "skipped" || reason === undefined)
      found.push(`${id} was invited and not mailed: it is ${status}, ${reason ?? "for no reason"}.`);
  }
  return found;
}

async function notCounted({ asked }: Business, get: Get): Promise<string[]> {
  const meant = meantBy(asked);
  const counted = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await get(`/v1/responses?limit=200${cursor ? `&cursor=${cursor}` : ""}`);
    for (const { invitationId, score } of page.items) counted.set(invitationId, score);
    cursor = page.nextCursor;
  } while (cursor);
  return [
    ...[...meant]
      .filter(([id, score]) => counted.get(id) !== score)
      .map(([id, score]) => `${id} was answered with ${score}, and ${counted.get(id) ?? "nothing"} counts.`),
    ...[...counted.keys()].filter((id) => !meant.has(id)).map((id) => `${id} was answered by nobody, and counts.`),
  ];
}

const meantBy = (asked: readonly Asked[]): Map<string, number> =>
  new Map(asked.flatMap(({ invitationId, meant }) => (meant === undefined ? [] : [[invitationId, meant]])));

async function miscounted({ seed, asked, accepted }: Business, get: Get): Promise<string[]> {
  const { distribution } = await get(`/v1/kpis/nps?survey=${seed.surveyId}&window=7`);
  const meant: Record<string, number> = {};
  for (const score of meantBy(asked).values()) meant[score] = (meant[score] ?? 0) + 1;
  const { value: outcomes } = await get("/v1/kpis/outcomes?window=7");
  return [
    ...(isDeepStrictEqual(distribution, meant)
      ? []
      : [`People have answered ${JSON.stringify(meant)}, and the NPS is of ${JSON.stringify(distribution)}.`]),
    ...(outcomes === accepted.length ? [] : [`${accepted.length} reports were accepted, and ${outcomes} are counted.`]),
  ];
}
