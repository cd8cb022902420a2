/**
 * SES events as mail events. Tells apart three things: an event of ours, one that is of no concern (another sender's, a kind
 * we do not follow), and a record that is no SES event at all, which throws.
 */
import * as z from "zod/mini";
import type { MailEvent } from "../../domain/mail.ts";
import { toInstant } from "../../domain/time.ts";

const tag = z.tuple([z.string()], z.string());
const countTag = z.tuple([z.string().check(z.regex(/^\d{1,3}$/))], z.string());

const time = z.iso.datetime({ offset: true });

const SesEvent = z.object({
  eventType: z.optional(z.string()),
  notificationType: z.optional(z.string()),
  mail: z.object({
    timestamp: time,
    messageId: z.string().check(z.minLength(1)),
    destination: z._default(z.array(z.string()), []),
    tags: z._default(z.record(z.string(), z.array(z.string())), {}),
  }),
  bounce: z.optional(z.object({ bounceType: z.string(), timestamp: time })),
  complaint: z.optional(z.object({ timestamp: time })),
  delivery: z.optional(z.object({ timestamp: time })),
  deliveryDelay: z.optional(z.object({ timestamp: time })),
});

const Tags = z.object({
  workspace: tag,
  invitation: tag,
  step: countTag,
  attempt: countTag,
});

const types = {
  Send: "send",
  DeliveryDelay: "delayed",
  Delivery: "delivered",
  Reject: "rejected",
  Bounce: "bounced",
  Complaint: "complained",
} as const satisfies Record<string, MailEvent["type"]>;

export function toMailEvent(body: string): MailEvent | undefined {
  const event = SesEvent.parse(JSON.parse(body));
  const name = event.eventType ?? event.notificationType ?? "";
  const type = Object.hasOwn(types, name) ? types[name as keyof typeof types] : undefined;
  const tags = Tags.safeParse(event.mail.tags);
  if (type === undefined || !tags.success) return undefined;
  const { bounce, complaint, delivery, deliveryDelay, mail } = event;
  // A transient bounce may still be delivered by a later try of the receiving side.
  const isTransient = type === "bounced" && bounce?.bounceType !== "Permanent";
  const at = bounce?.timestamp ?? complaint?.timestamp ?? delivery?.timestamp ?? deliveryDelay?.timestamp;
  return {
    type: isTransient ? "delayed" : type,
    ...((type === "complained" || (type === "bounced" && !isTransient)) && { suppress: type }),
    // One mail has one recipient.
    ...(mail.destination[0] !== undefined && { recipient: mail.destination[0] }),
    messageId: mail.messageId,
    acceptedAt: toInstant(Date.parse(mail.timestamp)),
    at: toInstant(Date.parse(at ?? mail.timestamp)),
    tags: {
      workspace: tags.data.workspace[0],
      invitation: tags.data.invitation[0],
      step: Number(tags.data.step[0]),
      attempt: Number(tags.data.attempt[0]),
    },
  };
}
