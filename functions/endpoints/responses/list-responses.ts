import * as z from "zod/mini";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import type { Response } from "../../domain/response.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { surveyId } from "../fields.ts";
import { instantOrDay, listQuery, page } from "../list-fields.ts";
import { listRange } from "../list-range.ts";
import { segment } from "../segment-field.ts";
import { ResponseView, responseColumns, viewListed } from "./response-view.ts";

/** Of a custom scale, in both directions. */
const farthestScore = 10;

const score = z
  .pipe(z.string().check(z.regex(/^-?\d{1,3}$/, "is not a score")), z.transform(Number))
  .check(z.refine((value) => Math.abs(value) <= farthestScore, "is beyond every scale"));

const ResponseQuery = z.strictObject({
  ...listQuery,
  survey: z.exactOptional(surveyId),
  from: z.exactOptional(instantOrDay),
  to: z.exactOptional(instantOrDay),
  segment: z.exactOptional(segment),
  minScore: z.exactOptional(score),
  maxScore: z.exactOptional(score),
  hasComment: z.exactOptional(z.enum(["true", "false"])),
  verdict: z._default(z.enum(["counted", "quarantined", "dismissed", "all"]), "counted"),
});

type Verdict = z.output<typeof ResponseQuery>["verdict"];

export const listResponses = endpoint(
  {
    route: routes.listResponses,
    summary:
      "Lists responses by the time they were first counted, newest first, the last 30 days unless told otherwise; " +
      "or the answers in quarantine by the time they were given, or all of them.",
    query: ResponseQuery,
    columns: responseColumns,
    returns: { 200: page(ResponseView).check(z.describe("A page may be short: go on until nextCursor is absent")) },
  },
  async ({ caller: { workspaceId }, query }, services) => {
    const range = { workspaceId, ...listRange(query, services.clock.now()) };
    const found = await listOf(query.verdict, range, services);
    return { status: 200, body: { ...found, items: found.items.filter(isWanted(query)).map(viewListed) } };
  },
);

type Answers = Page<Response | QuarantinedAnswer>;

function listOf(verdict: Verdict, range: ListQuery, { responses, quarantine }: Services): Promise<Answers> {
  if (verdict === "counted") return responses.list(range);
  return verdict === "all" ? responses.listAll(range) : quarantine.list(range);
}

const isWanted =
  (query: z.output<typeof ResponseQuery>) =>
  (response: Response | QuarantinedAnswer): boolean =>
    (query.verdict === "all" || query.verdict === ("verdict" in response ? response.verdict : "counted")) &&
    (query.survey === undefined || response.surveyId === query.survey) &&
    (query.minScore === undefined || response.score >= query.minScore) &&
    (query.maxScore === undefined || response.score <= query.maxScore) &&
    (query.hasComment === undefined || (response.comment !== undefined) === (query.hasComment === "true")) &&
    (query.segment === undefined || response.segments[query.segment.dimension]?.value === query.segment.value);
