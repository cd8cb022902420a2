/**
 * SES events as mail events. Tells apart three things: an event of ours, one that is of no concern (another sender's, a kind
 * we do not follow), and a record that is no SES event at all, which throws.
 */
import * as z from "zod";
import type { MailEvent } from "../../domain/mail.ts";
import { toInstant } from "../../domain/time.ts";

const tag = z.tuple([z.string()], z.string());
const countTag = z.tuple([z.string().regex(/^\d{1,3}$/)], z.string());

const SesEvent = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    timestamp: z.iso.datetime({ offset: true }),
    messageId: z.string().min(1),
    destination: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
  bounce: z.object({ bounceType: z.string(), timestamp: z.iso.datetime({ offset: true }) }).optional(),
  complaint: z.object({ timestamp: z.iso.datetime({ offset: true }) }).optional(),
  delivery: z.object({ timestamp: z.iso.datetime({ offset: true }) }).optional(),
  deliveryDelay: z.object({ timestamp: z.iso.datetime({ offset: true }) }).optional(),
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
