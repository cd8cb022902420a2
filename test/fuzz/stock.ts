/** What requests can be about: made anew now and then, because others of them remove, archive, answer and cancel it. */
import { answer, invite } from "../endpoints/customers.ts";
import type { ContractedHearback } from "../http/contract.ts";
import { interaction } from "../support/hearback.ts";
import type { Known } from "./known.ts";

let made = 0;

export async function restock(hearback: ContractedHearback, known: Known): Promise<void> {
  const { call, seed, jobs, submit } = hearback;
  const learn = async (method: string, path: string, body?: unknown): Promise<void> => {
    const { status, text } = await call(method, path, body === undefined ? {} : { body });
    if (status >= 300) throw new Error(`There is nothing to fuzz with: ${method} ${path} answered ${status} ${text}`);
    known.learn(path.replace(/\?.*/, ""), text);
  };
  const survey = `/v1/surveys/${seed.surveyId}`;
  await learn("PATCH", "/v1/workspace", workspace);
  await learn("POST", `${survey}/resume`);
  await learn("PATCH", survey, {
    ...{ question: null, thanks: null, mail: null },
    listensTo: ["ticket.solved"],
    followUps,
    policy: { throttleDays: 0, weekdaysOnly: false },
  });

  const waiting = await invite(hearback, { send: { via: "email", delaySeconds: 86_400 } });
  const link = await invite(hearback, { send: { via: "link" } });
  const doubted = await invite(hearback, { send: { via: "link" } });
  await submit(doubted.surveyUrl, { score: "2", nonce: "made up" });
  const answered = await answer(hearback, 9, { comment: "Kind." });
  for (const { surveyUrl, unsubscribeUrl } of [waiting, link, doubted, answered])
    known.learn("", `${surveyUrl} ${unsubscribeUrl}`);

  made += 1;
  const customer = { email: `bounce+${made}@simulator.amazonses.com` };
  await learn("POST", "/v1/interactions", interaction({ customer, send: { via: "email", delaySeconds: 0 } }));
  for (const job of ["dispatch-invitations", "record-mail-events", "react-to-changes"] as const) await jobs.run(job);

  await learn("POST", "/v1/keys", { name: `Key ${made}`, scopes: ["read"] });
  const by = new Date(Date.parse(hearback.clock.now()) + 90 * 86_400_000).toISOString().slice(0, 10);
  // There is room for a hundred.
  const { items } = (await call("GET", "/v1/goals?limit=100")).json;
  for (const { id } of items.slice(5)) await call("DELETE", `/v1/goals/${id}`);
  await learn("POST", "/v1/goals", { metric: "nps", survey: seed.surveyId, window: 30, target: 50, by });
  await learn("POST", "/v1/sources", { name: `Source ${made}`, kind: "generic" });
  await learn("POST", "/v1/suppressions", { email: `stop-${made}@example.com` });
  for (const { interactionId } of [waiting, link, doubted, answered])
    await learn("GET", `/v1/interactions/${interactionId}`);
  for (const list of lists) await learn("GET", `${list}${list.includes("?") ? "&" : "?"}limit=1`);
  for (const kpi of ["nps", "response_rate", "aht", "outcomes", "churn_rate"]) known.add("kpi", kpi);
  known.add("version", "1");
  known.add("srv", seed.surveyId);
}

const workspace = {
  timeZone: "UTC",
  locale: "en",
  policy: { throttleDays: 0, dailyCap: null, quietHours: null },
  testers: ["tess@example.com"],
};
const followUps = [{ id: "why", type: "text", ask: { en: "Why?" } }];
const lists = [
  "/v1/interactions",
  "/v1/responses",
  "/v1/responses?verdict=quarantined",
  "/v1/surveys",
  "/v1/keys",
  "/v1/goals",
  "/v1/sources",
  "/v1/suppressions",
  "/v1/audit",
  "/v1/gallery",
];
