/** An interaction's whole story, told in the order in which it happened. */
import type * as z from "zod/mini";
import { getInteraction } from "../../functions/endpoints/interactions/get-interaction.ts";
import type { InteractionStory } from "../../functions/endpoints/interactions/interaction-view.ts";
import type { InvitationView } from "../../functions/endpoints/invitations/invitation-view.ts";
import type { ResponseView } from "../../functions/endpoints/responses/response-view.ts";
import { command, workspaceOption } from "./command.ts";
import { aligned } from "./print.ts";
import { runUseCase } from "./use-case.ts";

type Story = z.input<typeof InteractionStory>;
type Invitation = z.input<typeof InvitationView>;
type Response = z.input<typeof ResponseView>;

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
  const moments = [
    ...momentsOf(story),
    ...story.invitations.flatMap(momentsOfInvitation),
    ...(story.response ? momentsOfResponse(story.response) : []),
  ].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const head = `${story.id} of ${story.customerId}${story.test ? ", a test" : ""}`;
  const end = endOf(story);
  return `${head}\n\n${aligned(moments)}${end === undefined ? "" : `\n${end}\n`}`;
}

function momentsOf(story: Story): Moment[] {
  const { outcome, reason, until, invitation } = story;
  const decision =
    outcome === "invited"
      ? `invited to ${invitation?.surveyId}, to be asked at ${invitation?.dueAt}`
      : `not invited: ${because(reason, until)}`;
  return [
    [story.occurredAt, "occurred", factsOf(story)],
    [story.receivedAt, "accepted", decision],
  ];
}

function factsOf(story: Story): string {
  const { externalId, type, channel, journeyStage, agent, product, issueId, handleTimeSeconds, amount } = story;
  const facts = {
    id: externalId,
    channel,
    stage: journeyStage,
    agent: agent && (agent.name === undefined ? agent.id : `${agent.name} (${agent.id})`),
    product,
    issue: issueId,
    "handle time": handleTimeSeconds === undefined ? undefined : `${handleTimeSeconds} s`,
    amount: amount && `${amount.value} ${amount.currency}`,
  };
  const told = Object.entries(facts).filter(([, value]) => value !== undefined);
  return [type, ...told.map(([name, value]) => `${name} ${value}`)].join(", ");
}

function momentsOfInvitation({ id, history, sentAt, messageId, delivery, expiresAt }: Invitation): Moment[] {
  const moves = history.map(({ status, at, reason }, index): Moment => {
    const details = [
      index === 0 ? `${id}, open until ${expiresAt}` : "",
      status === "sent" ? `message ${messageId}` : "",
      // Later proof of a send in doubt says when it was.
      status === "sent" && sentAt !== at ? `taken by the mail service at ${sentAt}` : "",
      because(reason),
    ];
    return [at, status, details.filter((detail) => detail !== "").join(", ")];
  });
  return delivery ? [...moves, [delivery.at, delivery.status, ""]] : moves;
}

function momentsOfResponse({ id, edits, answeredAt, changedAt, score, comment }: Response): Moment[] {
  const answers = [...(edits ?? []), { score, ...(comment !== undefined && { comment }), at: changedAt }];
  return answers.map((answer): Moment => {
    const isFirst = answer.at === answeredAt;
    const words = answer.comment === undefined ? "" : `, ${JSON.stringify(answer.comment)}`;
    return [answer.at, isFirst ? "answered" : "changed", `${answer.score}${words}${isFirst ? `, ${id}` : ""}`];
  });
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
  reason === undefined ? "" : `${reason.replaceAll("_", " ")}${until === undefined ? "" : ` until ${until}`}`;
