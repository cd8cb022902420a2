import { releaseAnswer } from "../../domain/answering.ts";
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import type { Decision } from "../../domain/response.ts";
import { unanswered } from "../../domain/response-record.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { decide } from "./quarantined-answer.ts";
import { ResponseView, viewQuarantined } from "./response-view.ts";

export const releaseResponse = endpoint(
  {
    route: routes.releaseResponse,
    summary:
      "Releases an answer from quarantine: it counts, and what counted before is an earlier edit. Harmless twice.",
    returns: { 200: ResponseView },
  },
  async ({ caller, params: { id } }, services) => {
    const released = await decide(id, "release", caller, services);
    await count(released, services);
    return { status: 200, body: viewQuarantined(released) };
  },
);

const maxTries = 20;

/** The decision stands already: a call that was cut off here is made good by the next one. */
async function count(answer: QuarantinedAnswer & Decision, { responses, surveys, clock }: Services): Promise<void> {
  const { workspaceId, invitationId, surveyId, surveyVersion, givenAt } = answer;
  const id = responseIdOf(invitationId);
  const survey = await surveys.getVersion(workspaceId, surveyId, surveyVersion);
  for (let tries = 0; tries < maxTries; tries++) {
    const standing = await responses.findRecord(workspaceId, id, { consistent: true });
    const next = releaseAnswer(standing ?? unanswered(answer, id, givenAt), answer, answer, survey);
    if (!next) return;
    if (standing ? await responses.save(next) : (await responses.add(next)) === next) return;
    await clock.sleep(tries);
  }
  throw new AppError("unavailable", "The answer is being changed from several places at once. Try again.");
}
