/** What a person, or a program, needs to know once the runtime is ready. */
import type { EngineName } from "./engine.ts";
import type { Seed } from "./seed.ts";

export const help = `npm start -- [options]

  --port N     where to listen on 127.0.0.1 (default 4747; 0 takes a free one)
  --data DIR   where table, mails and clock are kept (default .local)
  --fresh      start empty
  --json       print one line of JSON when ready, and nothing else
  --judge-haste  quarantine answers that come as fast as a link scanner's, as when deployed
  --help       list the options
`;

export function welcomeTo(url: string, seed: Seed | undefined) {
  const apiKey = seed?.apiKey ?? "";
  const kpiUrl = `${url}/v1/kpis/nps?survey=${seed?.surveyId ?? ""}`;
  const body =
    '{"id":"ticket-1001","type":"ticket.solved","channel":"chat","customer":{"email":"jo@example.com","name":"Jo Li"},"agent":{"id":"a-7","name":"Sam"}}';
  const curl = `curl ${url}/v1/interactions -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' -d '${body}'`;
  return { url, apiKey, kpiUrl, curl };
}

export const readyLine = (url: string, { apiKey, workspaceId, surveyId }: Seed): string =>
  `${JSON.stringify({ url, apiKey, workspaceId, surveyId, inboxUrl: inboxUrl(url), pid: process.pid })}\n`;

export function welcomeScreen(url: string, seed: Seed, engine: EngineName): string {
  const { curl, kpiUrl, apiKey } = welcomeTo(url, seed);
  return `
  Hearback is running on ${url} (DynamoDB: ${engine}).

  1. Something happened: a ticket was solved. Tell Hearback.

${curl}

  2. The mail arrives within seconds. Open it, click a score and send it.

     ${inboxUrl(url)}

  3. The answer moves the KPI within seconds more.

curl '${kpiUrl}' -H 'Authorization: Bearer ${apiKey}'

     All KPIs, with their curves: ${url}/_local/kpis

  Another answer needs another customer: one person is asked at most every 30 days, as this survey is set.
  Ctrl-C stops everything. Data stays in the data folder; npm start -- --fresh starts empty.

`;
}

const inboxUrl = (url: string): string => `${url}/_local/mailbox`;
