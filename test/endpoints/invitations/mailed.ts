/** Invitations and their mails, for tests of what a business does with them. */
import type { ContractedHearback } from "../../http/contract.ts";
import { interaction, request } from "../../support/hearback.ts";

export const day = 24 * 3600;

/** A survey that reminds after 2 and after 4 days. */
export const reminding = {
  invitation: { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 2 }, { afterDays: 4 }] },
};

export const acted =
  (hearback: ContractedHearback) => (id: string, action: "send-now" | "resend", body?: unknown, key?: string) =>
    hearback.call("POST", `/v1/invitations/${id}/${action}`, { key, ...(body !== undefined && { body }) });

export const cancelled = (hearback: ContractedHearback) => (id: string, key?: string) =>
  hearback.call("DELETE", `/v1/invitations/${id}`, { key });

export async function inviteBy(hearback: ContractedHearback, report: Record<string, unknown> = {}): Promise<string> {
  const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction(report) });
  return json.invitation.id;
}

export async function dispatch(hearback: ContractedHearback): Promise<void> {
  await hearback.jobs.run("dispatch-invitations");
  await hearback.jobs.run("record-mail-events");
}

export const invitationOf = async (hearback: ContractedHearback, id: string) =>
  (await hearback.call("GET", `/v1/invitations/${id}`)).json;

/** Step and recipient of each mail that SES took of an invitation, oldest first. */
export const mailsOf = ({ ses }: ContractedHearback, id: string): string[] =>
  ses.accepted.filter(({ tags }) => tags["invitation"] === id).map(({ tags, to }) => `${tags["step"]} ${to}`);

/** The newest mail to an address comes back for good. */
export async function bounce(hearback: ContractedHearback, address: string): Promise<void> {
  const [mail] = (await hearback.mailbox.list()).filter(({ to }) => to.includes(address));
  const body = JSON.stringify({ messageId: mail?.id, type: "Bounce", bounceType: "Permanent" });
  await request(`${hearback.url}/_local/mail-events`, { method: "POST", body });
  await hearback.jobs.run("record-mail-events");
}

/** A key of another mode or with fewer scopes. */
export const keyWith = async (hearback: ContractedHearback, told: Record<string, unknown>): Promise<string> =>
  (await hearback.call("POST", "/v1/keys", { body: { name: "Another", scopes: ["manage", "read"], ...told } })).json
    .apiKey;
