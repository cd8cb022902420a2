/** What happens to a Hearback: rows with their share, each one operation by a business, a customer, a scanner or the mail service. */
import { oneOf } from "../../demo/random.ts";
import type { Around, Begin } from "./around.ts";
import { repeat, reportAgain, reportBadly, reportOnce, reportTwice, taken } from "./reports.ts";
import { answer, changeAnswer, fetchLink, open, scannerPosts, scannerPostsAll, unsubscribe } from "./visits.ts";

export interface Deed {
  readonly name: string;
  readonly share: number;
  /** Where a business runs wild. */
  readonly inFlood: number;
  readonly begin: Begin;
}

export const deeds: readonly Deed[] = [
  { name: "report", share: 24, inFlood: 46, begin: reportOnce },
  { name: "report twice at once", share: 2, inFlood: 12, begin: reportTwice },
  { name: "report of a known customer", share: 5, inFlood: 10, begin: reportAgain },
  { name: "repeated report", share: 5, inFlood: 14, begin: repeat },
  { name: "bad report", share: 4, inFlood: 6, begin: reportBadly },
  { name: "person opens a survey", share: 11, inFlood: 2, begin: open },
  { name: "person answers", share: 10, inFlood: 2, begin: answer },
  { name: "person changes an answer", share: 3, inFlood: 0.5, begin: changeAnswer },
  { name: "person unsubscribes", share: 2, inFlood: 0.5, begin: unsubscribe },
  { name: "scanner fetches a link (GET)", share: 9, inFlood: 2, begin: (around) => fetchLink(around, "GET") },
  { name: "scanner asks for a link (HEAD)", share: 7, inFlood: 1, begin: (around) => fetchLink(around, "HEAD") },
  { name: "scanner posts a score", share: 4, inFlood: 1, begin: scannerPosts },
  { name: "scanner posts all scores at once", share: 0.5, inFlood: 0, begin: scannerPostsAll },
  { name: "mail event", share: 6, inFlood: 1, begin: tellEvent },
  { name: "KPI or list is read", share: 8, inFlood: 2, begin: read },
];

/** SES tells some things twice, and late. */
function tellEvent({ business, random, round, ask, url }: Around): (() => Promise<void>) | undefined {
  const mail = business.take(random, round, (one) => one.mail !== undefined)?.mail;
  if (!mail) return undefined;
  const type = oneOf(random, ["Delivery", "Delivery", "DeliveryDelay", "Send"]);
  return async () => {
    await ask([202], `${url}/_local/mail-events`, {
      method: "POST",
      body: JSON.stringify({ messageId: mail.id, type }),
    });
  };
}

function read(around: Around): () => Promise<void> {
  const { business, random, ask, url } = around;
  const { surveyId, apiKey } = business.seed;
  const known = business.accepted.length > 0 ? oneOf(random, business.accepted) : undefined;
  const path = oneOf(random, [
    `/v1/kpis?survey=${surveyId}`,
    `/v1/kpis/nps?survey=${surveyId}&window=7&by=agent`,
    "/v1/kpis/response_rate?window=30",
    "/v1/kpis/aht?window=7&by=channel",
    `/v1/kpis/nps/trend?survey=${surveyId}`,
    "/v1/interactions?limit=20",
    "/v1/responses?limit=20",
    ...(known ? [`/v1/interactions/${(known.answer as { id: string }).id}`] : []),
  ]);
  return async () => {
    await ask(taken(around, 200), url + path, { headers: { authorization: `Bearer ${apiKey}` } });
  };
}
