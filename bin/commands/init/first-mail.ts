/** The first survey: it is sent as a report of the business would have it sent, and followed until it has arrived or cannot. */
import type * as z from "zod/mini";
import type { Services } from "../../../functions/domain/ports/services.ts";
import { addSeconds } from "../../../functions/domain/time.ts";
import { getInteraction } from "../../../functions/endpoints/interactions/get-interaction.ts";
import type { InteractionOutcome } from "../../../functions/endpoints/interactions/interaction-outcome.ts";
import type { InteractionStory } from "../../../functions/endpoints/interactions/interaction-view.ts";
import { recordInteraction } from "../../../functions/endpoints/interactions/record-interaction.ts";
import type { Progress } from "../progress.ts";
import { runUseCase } from "../use-case.ts";

type Story = z.input<typeof InteractionStory>;

export interface FirstMail {
  readonly interactionId: string;
  readonly state: MailState;
}

export interface MailState {
  /** What follows on it: nothing more, or something that may be waited for. */
  readonly standing: "arrived" | "failed" | "waiting" | "left";
  readonly says: string;
}

export interface Post {
  readonly workspaceId: string;
  readonly surveyId: string;
  readonly type: string;
  readonly email: string;
  /** The same for the same survey and address: asked again, it is the same mail. */
  readonly businessId: string;
}

/** What a business would post to /v1/interactions. */
export const reportOf = ({ businessId, type, email, surveyId }: Post) => ({
  id: businessId,
  type,
  customer: { email },
  survey: surveyId,
  send: { delaySeconds: 0 },
});

export async function sendFirst(post: Post, services: Services): Promise<FirstMail> {
  const { workspaceId } = post;
  const body = reportOf(post);
  const told = await runUseCase<z.input<typeof InteractionOutcome>>(recordInteraction, { workspaceId, body }, services);
  return { interactionId: told.id, state: await stateOf(workspaceId, told.id, services) };
}

const everyMs = 1000;

/** Answers what it has come to once the seconds are over, if nothing is settled before. */
export async function follow(
  { workspaceId }: Post,
  { interactionId, state }: FirstMail,
  { seconds, services, tell }: { readonly seconds: number; readonly services: Services; readonly tell: Progress },
): Promise<MailState> {
  const { clock } = services;
  const until = addSeconds(clock.now(), seconds);
  let seen = state;
  while ((seen.standing === "waiting" || seen.standing === "left") && clock.now() < until) {
    tell(`mail  ${seen.says} …`);
    await clock.sleep(everyMs);
    seen = await stateOf(workspaceId, interactionId, services);
  }
  return seen;
}

async function stateOf(workspaceId: string, id: string, services: Services): Promise<MailState> {
  return stateIn(await runUseCase<Story>(getInteraction, { workspaceId, id }, services));
}

const settled: Readonly<Partial<Record<string, MailState>>> = {
  delivered: { standing: "arrived", says: "delivered: look into the mailbox" },
  complained: { standing: "failed", says: "delivered, and marked as spam by the mailbox" },
  bounced: { standing: "failed", says: "bounced: the mailbox does not exist or takes no mail" },
  rejected: { standing: "failed", says: "SES found it unsafe and did not send it" },
};

export function stateIn({ outcome, reason, until, invitations: [invitation], response }: Story): MailState {
  if (response) return { standing: "arrived", says: `answered: ${response.score}` };
  if (outcome === "not_invited") {
    return { standing: "failed", says: `not asked: ${because(reason, until)}` };
  }
  const why = because(invitation?.reason, invitation?.until);
  switch (invitation?.status) {
    case "sent":
      return (
        settled[invitation.delivery?.status ?? ""] ?? {
          standing: "left",
          says: `sent${invitation.delivery ? `, ${because(invitation.delivery.status)}` : ""}, not delivered yet`,
        }
      );
    case "scheduled":
      return { standing: "waiting", says: why === "" ? "waits for the dispatcher" : `waits (${why})` };
    case "unconfirmed":
      return { standing: "waiting", says: `in doubt whether it was sent (${why})` };
    case undefined:
      return { standing: "waiting", says: "waits for its invitation" };
    default:
      return { standing: "failed", says: `${invitation?.status}: ${why}` };
  }
}

const because = (reason: string | undefined, until?: string): string =>
  [reason?.replaceAll("_", " "), until && `until ${until}`].filter(Boolean).join(" ");
