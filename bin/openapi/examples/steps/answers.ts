/** Interactions, what customers and a scanner answer to them, and the figures that come of it. */
import { type Recorder, scanner } from "../recorder.ts";

const report = {
  id: "ticket-1001",
  type: "ticket.solved",
  customer: { id: "c-17", email: "jo@example.com", name: "Jo Li", locale: "en-GB" },
  channel: "chat",
  variant: "short mail",
  agent: { id: "a-7", name: "Sam" },
  handleTimeSeconds: 312,
  attributes: { plan: "pro" },
  send: { via: "link" },
};

const table = [
  "id,type,occurredAt,customer.email,customer.name,agent.id,send.via",
  'ticket-903,ticket.solved,2026-03-02T11:20:00Z,cat@example.com,"Lee, Cat",a-7,none',
  "ticket-904,ticket.solved,2026-03-02T11:45:00Z,dan@example.com,,a-8,none",
  "",
].join("\n");

/** One customer who answers, and one whose mail a scanner answers first. */
export async function recordAnswers(recorder: Recorder, surveyId: string) {
  const { send: _, ...mailed } = report;
  const told = await recorder.note("recordInteraction", { body: mailed });
  await recorder.note("recordInteraction", { body: mailed });
  await recorder.note("getInvitation", { in: { id: told.invitation.id } });
  const past = { type: "ticket.solved", send: { via: "none" } };
  const items = [
    {
      ...past,
      id: "ticket-901",
      occurredAt: "2026-03-02T10:15:00Z",
      customer: { id: "c-15", email: "ann@example.com" },
    },
    { ...past, id: "ticket-902", customer: { email: "nobody" } },
  ];
  await recorder.note("recordBatch", { body: { items } });
  await recorder.note("recordBatch", { body: table, headers: { "content-type": "text/csv" } });
  const scanned = { ...report, id: "ticket-1002", customer: { id: "c-18", email: "al@example.com" } };
  const link = (await recorder.ask("recordInteraction", { body: scanned })).json.invitation;
  await recorder.submit(link.url, { score: "9" }, { as: scanner });
  await recorder.local("clock", { advanceSeconds: 3600 });

  const answered = { ...report, id: "ticket-1003", customer: { id: "c-19", email: "bo@example.com", name: "Bo" } };
  const open = (await recorder.ask("recordInteraction", { body: answered })).json;
  await recorder.local("clock", { advanceSeconds: 3600 });
  const page = await (await fetch(open.invitation.url)).text();
  const nonce = /name="nonce" value="([^"]*)"/.exec(page)?.[1] ?? "";
  await recorder.local("clock", { advanceSeconds: 60 });
  await recorder.submit(
    open.invitation.url,
    { score: "9", comment: "Quick and kind.", nonce },
    { name: "answerSurvey" },
  );
  await recorder.local("clock", { advanceSeconds: 3600 });

  const { items: responses } = await recorder.note("listResponses", { query: `?survey=${surveyId}&limit=1` });
  await recorder.note("getResponse", { in: { id: responses[0].id } });
  const waiting = (await recorder.ask("listResponses", { query: "?verdict=quarantined" })).json.items;
  await recorder.note("releaseResponse", { in: { id: waiting[0].id }, body: { replace: false } });
  const again = { ...report, id: "ticket-1004", customer: { id: "c-20", email: "cy@example.com" } };
  const another = (await recorder.ask("recordInteraction", { body: again })).json.invitation;
  await recorder.submit(another.url, { score: "1" }, { as: scanner });
  await recorder.local("run/react-to-changes", {});
  const left = (await recorder.ask("listResponses", { query: "?verdict=quarantined" })).json.items;
  await recorder.note("dismissResponse", { in: { id: left[0].id } });
  await recorder.local("clock", { advanceSeconds: 3600 });
  await recorder.note("listKpis", { query: `?survey=${surveyId}` });
  await recorder.note("getKpi", { in: { kpi: "nps" }, query: `?survey=${surveyId}&by=agent` });
  await recorder.note("getKpiTrend", { in: { kpi: "nps" }, query: `?survey=${surveyId}&every=month` });
  const goal = { metric: "nps", survey: surveyId, target: 50, window: 90, baseline: 20, by: "2027-12-31" };
  const set = await recorder.note("createGoal", { body: goal });
  await recorder.note("listGoals");
  await recorder.note("getGoal", { in: { id: set.id } });
  await recorder.note("removeGoal", { in: { id: set.id } });
  return { answeredId: open.id as string, customerId: responses[0].customerId ?? `id:${answered.customer.id}` };
}

export async function recordUnsubscribing(recorder: Recorder): Promise<void> {
  const link = (await recorder.mailedLinks()).find((url) => url.includes("/u/"));
  await recorder.submit(link ?? "", { "List-Unsubscribe": "One-Click" }, { name: "unsubscribe" });
}
