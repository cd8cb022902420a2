/** An interaction's whole story, told in the order in which it happened. */
import type * as z from "zod/mini";
import { getInteraction } from "../../functions/endpoints/interactions/get-interaction.ts";
import type { InteractionStory } from "../../functions/endpoints/interactions/interaction-view.ts";
import type { InvitationView } from "../../functions/endpoints/invitations/invitation-view.ts";
import type { Timeline } from "../../functions/endpoints/timeline.ts";
import { command, workspaceOption } from "./command.ts";
import { aligned } from "./print.ts";
import { runUseCase } from "./use-case.ts";

type Story = z.input<typeof InteractionStory>;
type Invitation = z.input<typeof InvitationView>;
type Happening = z.input<typeof Timeline>[number];

/** When, what, and more of it. */
type Moment = readonly [at: string, what: string, details: string];

export const showInteraction = command({
  name: "interaction show",
  summary: "Tells an interaction's whole story: what was decided and why, what was sent and answered, and when.",
  argument: "interaction",
  options: workspaceOption,
  async run({ id, values: { workspace } }, services) {
    const story = await runUseCase<Story>(getInteraction, { workspaceId: workspace, id }, services);
    return { json: story, text: tell(story) };
  },
});

function tell(story: Story): string {
  const moments = story.timeline.map((happening): Moment => {
    const { at, what, event } = happening;
    return [at, event ?? what.replaceAll("_", " "), detailsOf(happening, story)];
  });
  const head = `${story.id} of ${story.customerId}${story.test ? ", a test" : ""}`;
  const end = endOf(story);
  return `${head}\n\n${aligned(moments)}${end === undefined ? "" : `\n${end}\n`}`;
}

function detailsOf(happening: Happening, story: Story): string {
  switch (happening.what) {
    case "happened":
      return factsOf(story);
    case "decided":
      return decisionOf(happening);
    case "answered":
    case "edited":
      return answerOf(happening, story);
    default:
      return circumstancesOf(happening, story);
  }
}

const decisionOf = ({ outcome, surveyId, invitationId, dueAt, reason, until }: Happening): string =>
  outcome === "invited"
    ? `invited to ${surveyId} by ${invitationId}, to be asked at ${dueAt}`
    : `not invited: ${because(reason, until)}`;

/** The story tells the score, and the response the words. */
function answerOf({ at, score, answerId }: Happening, { response }: Story): string {
  const { comment } = response?.changedAt === at ? response : (response?.edits?.find((edit) => edit.at === at) ?? {});
  return joined([score, comment && JSON.stringify(comment), answerId]);
}

function circumstancesOf(happening: Happening, { invitations: [invitation] }: Story): string {
  const { at, what, reminder, attempt, reason, until, learnedAt, score, signals, answerId, by } = happening;
  return joined([
    reminder !== undefined && `reminder ${reminder}`,
    attempt !== undefined && `attempt ${attempt}`,
    what === "sent" && at === invitation?.sentAt && invitation.messageId && `message ${invitation.messageId}`,
    because(reason, until),
    learnedAt !== undefined && `learned at ${learnedAt}`,
    score,
    signals?.join(" "),
    answerId,
    by,
  ]);
}

const joined = (details: readonly (string | number | false | undefined)[]): string =>
  details.filter((detail) => detail !== undefined && detail !== false && detail !== "").join(", ");

function factsOf(story: Story): string {
  const { externalId, type, channel, journeyStage, variant, agent, product, issueId, handleTimeSeconds, amount } =
    story;
  const facts = {
    id: externalId,
    channel,
    stage: journeyStage,
    variant,
    agent: agent && (agent.name === undefined ? agent.id : `${agent.name} (${agent.id})`),
    product,
    issue: issueId,
    "handle time": handleTimeSeconds === undefined ? undefined : `${handleTimeSeconds} s`,
    amount: amount && `${amount.value} ${amount.currency}`,
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return [type, ...known.map(([name, value]) => `${name} ${value}`)].join(", ");
}

/** What is still to come, or missing. */
function endOf({ outcome, invitation, invitations, response }: Story): string | undefined {
  const [told] = invitations;
  if (outcome === "invited" && !told) return `Its invitation ${invitation?.id} is not in the table.`;
  if (told?.status === "scheduled") return `It is to be sent at ${told.dueAt}${why(told)}.`;
  if (told?.status === "unconfirmed")
    return `It is in doubt whether it was sent${why(told)}; decided next at ${told.dueAt}.`;
  if (told?.status === "sent" && !response) return `It may be answered until ${told.expiresAt}.`;
  return undefined;
}

const why = ({ reason, until }: Invitation): string => (reason === undefined ? "" : ` (${because(reason, until)})`);

const because = (reason: string | undefined, until?: string): string =>
  [reason?.replaceAll("_", " "), until && `until ${until}`].filter(Boolean).join(" ");
