/** Surveys, their versions and documents, and what a mail and a page of one look like. */
import type { Recorder } from "../recorder.ts";

export async function recordSurveys(recorder: Recorder, surveyId: string): Promise<void> {
  const { items } = await recorder.note("listGallery", { query: "?limit=1" });
  const created = await recorder.note("createSurvey", {
    body: {
      name: "After delivery",
      kind: "csat",
      listensTo: ["order.delivered"],
      question: { en: "How satisfied are you with your delivery?" },
      followUps: [
        {
          id: "why",
          type: "single",
          ask: { en: "What could have gone better?" },
          when: { score: [1, 3] },
          options: [
            { id: "late", label: { en: "It came late" } },
            { id: "broken", label: { en: "Something was broken" } },
          ],
          other: true,
        },
      ],
      invitation: { delaySeconds: 3600, reminders: [{ afterDays: 3 }] },
    },
  });
  const id = { id: created.id };
  await recorder.note("changeSurvey", {
    in: id,
    body: { thanks: { en: "Thank you, {{customer.firstName|friend}}." } },
  });
  await recorder.note("getSurvey", { in: id });
  await recorder.note("listSurveys", { query: "?limit=1" });
  await recorder.note("listSurveyVersions", { in: id, query: "?limit=1" });
  await recorder.note("getSurveyVersion", { in: { ...id, version: "1" } });
  await recorder.note("exportSurvey", { in: id });
  await recorder.note("importSurvey", { body: items[0].definition });
  await recorder.note("previewSurvey", { in: id, body: { locale: "en-GB", score: 2, customerName: "Jo Li" } });
  await recorder.note("pauseSurvey", { in: id });
  await recorder.note("resumeSurvey", { in: id });
  await recorder.note("sendTest", { in: id, body: { to: "tess@example.com", locale: "en-GB" } });
  await recordFollowUps(recorder);
  await recorder.note("archiveSurvey", { in: id });
  await recorder.note("simulateSurvey", {
    in: { id: surveyId },
    body: { type: "ticket.solved", customer: { email: "jo@example.com", timeZone: "Europe/London" } },
  });
}

async function recordFollowUps(recorder: Recorder): Promise<void> {
  const body = { type: "order.delivered", customer: { id: "c-16" }, send: { via: "link" } };
  const { url } = (await recorder.ask("recordInteraction", { body })).json.invitation;
  await recorder.submit(url, { score: "2" });
  await recorder.submit(`${url}/questions`, { "q.why": "late" }, { name: "answerFollowUps" });
}
