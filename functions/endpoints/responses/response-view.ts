/** An answer as the API shows it: a response that counts, or one in quarantine. */
import * as z from "zod/mini";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import { type Answer, answerOf, type Origin, type Response } from "../../domain/response.ts";
import { dimensions, type Segment } from "../../domain/segment.ts";
import { signals } from "../../domain/verdict.ts";

const time = z.iso.datetime();

const FollowUpView = z.union([
  z.object({ text: z.string() }),
  z.object({ choices: z.array(z.string()), other: z.optional(z.string()) }),
  z.object({ rating: z.int() }),
  z.object({ yes: z.boolean() }),
]);

const AnswerView = z.object({
  score: z.int(),
  comment: z.optional(z.string()),
  followUps: z
    .optional(z.record(z.string(), FollowUpView))
    .check(z.describe("Answers to the follow-up questions, by question")),
});

export const verdicts = ["counted", "quarantined", "dismissed", "released"] as const;

export const ResponseView = z.extend(AnswerView, {
  id: z.string().check(z.describe("rsp_… of what counts, qua_… of what is or was in quarantine")),
  surveyId: z.string(),
  surveyVersion: z.int(),
  invitationId: z.string(),
  interactionId: z.string(),
  customerId: z.string(),
  verdict: z.enum(verdicts),
  signals: z.optional(z.array(z.enum(signals))).check(z.describe("Why it went into quarantine")),
  verdictVersion: z.optional(z.int()).check(z.describe("Of the rules by which it was judged")),
  decidedAt: z.optional(time).check(z.describe("When it was released or dismissed")),
  decidedBy: z.optional(z.string()).check(z.describe("The key by which it was")),
  answeredAt: time.check(
    z.describe("When it was first counted, which decides its day in the KPIs; else when it was given"),
  ),
  changedAt: time,
  segments: z
    .record(z.string(), z.object({ value: z.string(), label: z.optional(z.string()) }))
    .check(z.describe(`By dimension: ${dimensions.join(", ")}, and attributes. with the name of one`)),
  test: z.boolean(),
  edits: z
    .optional(z.array(z.extend(AnswerView, { at: time })))
    .check(z.describe("Earlier answers, oldest first; not in lists")),
  counted: z
    .optional(z.extend(AnswerView, { id: z.string(), answeredAt: time, changedAt: time }))
    .check(z.describe("Of an answer that is or was in quarantine: what counts of the same invitation; not in lists")),
});

/** As CSV, of what is in a list. */
export const responseColumns = [
  "id",
  "surveyId",
  "surveyVersion",
  "invitationId",
  "interactionId",
  "customerId",
  "answeredAt",
  "changedAt",
  "score",
  "comment",
  "followUps",
  ...dimensions.flatMap((dimension) => [`segments.${dimension}.value`, `segments.${dimension}.label`]),
  "verdict",
  "signals",
  "verdictVersion",
  "decidedAt",
  "decidedBy",
  "test",
];

type View = z.input<typeof ResponseView>;

/** Lists leave the edits out: a page must stay below what a function can answer. */
export function viewListed(answer: Response | QuarantinedAnswer): View {
  if ("verdict" in answer) return viewQuarantined(answer);
  const { edits: _, ...view } = viewResponse(answer);
  return view;
}

export function viewResponse(response: Response): View {
  const { id, decidedAt, decidedBy, countedAt, changedAt, edits } = response;
  return {
    ...viewOrigin(id, response),
    ...viewAnswer(response),
    verdict: "counted",
    decidedAt,
    decidedBy,
    answeredAt: countedAt,
    changedAt,
    edits: edits.map((edit) => ({ ...viewAnswer(edit), at: edit.at })),
  };
}

export function viewQuarantined(answer: QuarantinedAnswer): View {
  const { id, verdict, signals: found, verdictVersion, decidedAt, decidedBy, givenAt } = answer;
  return {
    ...viewOrigin(id, answer),
    ...viewAnswer(answer),
    verdict,
    signals: [...found],
    verdictVersion,
    decidedAt,
    decidedBy,
    answeredAt: givenAt,
    changedAt: givenAt,
  };
}

/** With what counts, for whoever has to decide between the two. */
export function viewBesideCounted(answer: QuarantinedAnswer, counted: Response | undefined): View {
  if (!counted) return viewQuarantined(answer);
  const { id, countedAt: answeredAt, changedAt } = counted;
  return { ...viewQuarantined(answer), counted: { id, ...viewAnswer(counted), answeredAt, changedAt } };
}

function viewOrigin(id: string, origin: Origin) {
  const { surveyId, surveyVersion, invitationId, interactionId, customerId, segments, test } = origin;
  return {
    ...{ id, surveyId, surveyVersion, invitationId, interactionId, customerId, test },
    segments: segments as Readonly<Record<string, Segment>>,
  };
}

const viewAnswer = (answer: Answer): z.input<typeof AnswerView> =>
  structuredClone(answerOf(answer)) as z.input<typeof AnswerView>;
