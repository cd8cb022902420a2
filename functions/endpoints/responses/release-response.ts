import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import { hasLaterAnswer, releaseAnswer } from "../../domain/releasing.ts";
import type { Decision, ResponseRecord } from "../../domain/response.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { decide, getDecidable, isDecidedStill } from "./quarantined-answer.ts";
import { ResponseView, viewQuarantined } from "./response-view.ts";
import { rewriteRecord } from "./rewrite-record.ts";
import { takeBack } from "./take-back.ts";

const Release = z._default(
  z.strictObject({
    replace: z
      .exactOptional(z.boolean())
      .check(z.describe("Count it although the customer has a counted answer that came later")),
  }),
  {},
);

export const releaseResponse = endpoint(
  {
    route: routes.releaseResponse,
    summary:
      "Releases an answer from quarantine: it counts, and what counted before is an earlier edit. Harmless twice. " +
      "An answer that came later and counts is replaced only when asked to.",
    body: Release,
    refuses: {
      409: "It counts without having been in quarantine, a later answer counts, or it was dismissed meanwhile.",
    },
    returns: { 200: ResponseView },
  },
  async ({ caller, params: { id }, body: { replace = false } }, services) => {
    const standing = await getDecidable(id, caller, services);
    // An earlier release that is being taken back is out of the record before this one is in.
    if (standing.verdict === "dismissed") await takeBack(standing, services);
    if (!replace) await keepLaterAnswer(standing, services);
    const released = await decide(standing, "release", caller, services);
    await count(released, services);
    return { status: 200, body: viewQuarantined(released) };
  },
);

/** Throws conflict where a later answer counts. A release that was decided on already is only brought to its end. */
async function keepLaterAnswer(answer: QuarantinedAnswer, { responses }: Services): Promise<void> {
  const { workspaceId, invitationId, verdict } = answer;
  if (verdict === "released") return;
  const counted = await responses.find(workspaceId, responseIdOf(invitationId), { consistent: true });
  if (hasLaterAnswer(counted, answer)) throw new AppError("conflict", laterCounts);
}

const laterCounts =
  "An answer of the customer that came later counts; GET /v1/responses/{id} of this one shows it as counted. " +
  'To count this one instead send { "replace": true }: the later one is then an earlier edit.';

/** The decision stands already: a call that was cut off here is made good by the next one. */
async function count(answer: QuarantinedAnswer & Decision, services: Services): Promise<void> {
  const { workspaceId, surveyId, surveyVersion } = answer;
  const survey = await services.surveys.getVersion(workspaceId, surveyId, surveyVersion);
  const withIt = async (standing: ResponseRecord) =>
    (await isDecidedStill(answer, services)) ? releaseAnswer(standing, answer, answer, survey) : undefined;
  await rewriteRecord(answer, withIt, services);
}
