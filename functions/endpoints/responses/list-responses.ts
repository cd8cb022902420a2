import * as z from "zod";
import { idPattern } from "../../domain/ids.ts";
import type { Response } from "../../domain/response.ts";
import { type Dimension, dimensions } from "../../domain/segment.ts";
import { surveyKinds } from "../../domain/survey.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { instantOrDay, listQuery, page } from "../fields.ts";
import { listRange } from "../list-range.ts";
import { ResponseView, viewListed } from "./response-view.ts";

const highestScore = Math.max(...Object.values(surveyKinds).map(({ scale }) => scale.max));

const score = z
  .string()
  .regex(/^\d{1,3}$/, "is not a score")
  .transform(Number)
  .refine((value) => value <= highestScore, "is above every scale");

const segment = z
  .string()
  .regex(
    new RegExp(`^(?:${dimensions.join("|")}):.{1,200}$`),
    `is not a segment such as agent:a-7 (${dimensions.join(", ")})`,
  )
  .transform((text) => {
    const colon = text.indexOf(":");
    return { dimension: text.slice(0, colon) as Dimension, value: text.slice(colon + 1) };
  });

const ResponseQuery = z.strictObject({
  ...listQuery,
  survey: z.string().regex(idPattern.survey, "is not a survey id").exactOptional(),
  from: instantOrDay.exactOptional(),
  to: instantOrDay.exactOptional(),
  segment: segment.exactOptional(),
  minScore: score.exactOptional(),
  maxScore: score.exactOptional(),
  hasComment: z.enum(["true", "false"]).exactOptional(),
  verdict: z.enum(["counted", "quarantined", "dismissed", "all"]).default("counted"),
});

export const listResponses = endpoint(
  {
    route: routes.listResponses,
    summary:
      "Lists responses by the time they were first counted, newest first, the last 30 days unless told otherwise.",
    query: ResponseQuery,
    returns: { 200: page(ResponseView).describe("A page may be short: go on until nextCursor is absent") },
  },
  async ({ caller: { workspaceId }, query }, { responses, clock }) => {
    const found = await responses.list({ workspaceId, ...listRange(query, clock.now()) });
    return { status: 200, body: { ...found, items: found.items.filter(isWanted(query)).map(viewListed) } };
  },
);

const isWanted =
  (query: z.output<typeof ResponseQuery>) =>
  (response: Response): boolean =>
    // Every response counts: nothing is quarantined yet.
    (query.verdict === "counted" || query.verdict === "all") &&
    (query.survey === undefined || response.surveyId === query.survey) &&
    (query.minScore === undefined || response.score >= query.minScore) &&
    (query.maxScore === undefined || response.score <= query.maxScore) &&
    (query.hasComment === undefined || (response.comment !== undefined) === (query.hasComment === "true")) &&
    (query.segment === undefined || response.segments[query.segment.dimension]?.value === query.segment.value);
