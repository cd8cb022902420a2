/** Those who send webhooks, for tests that begin after a source was set up: each signs as its vendor does. */
import type { SourceKindName } from "../../../functions/sources/kinds.ts";
import type { ContractedHearback } from "../../http/contract.ts";
import { signed } from "../../sources/deliveries.ts";
import type { Answer } from "../../support/hearback.ts";

export interface Sender {
  readonly id: string;
  readonly secret: string;
  /** Signed with the secret, unless another is told, and sent now, unless at another time. */
  send(event: unknown, told?: Sending): Promise<Answer>;
}

export interface Sending {
  readonly secret?: string;
  readonly secondsAgo?: number;
  /** Of Standard Webhooks: the message's id. */
  readonly messageId?: string;
  readonly query?: string;
  /** The source it is sent to, in place of its own. */
  readonly to?: string;
  /** In place of what signing gave. */
  readonly headers?: Record<string, string>;
  /** What goes over the wire in place of what was signed. */
  readonly tampered?: (body: Uint8Array) => Uint8Array;
}

/** A new source and its sender. */
export async function sender(
  hearback: ContractedHearback,
  { key, ...wanted }: { kind?: SourceKindName; key?: string } & Record<string, unknown> = {},
): Promise<Sender> {
  const kind = wanted.kind ?? "generic";
  const body = { name: "Help desk", ...wanted, kind };
  const { json } = await hearback.call("POST", "/v1/sources", { body, ...(key !== undefined && { key }) });
  const secret: string = json.secret ?? wanted["secret"];
  return {
    id: json.id,
    secret,
    send: (event, told) => deliver(hearback, kind, event, { secret, to: json.id, ...told }),
  };
}

function deliver(hearback: ContractedHearback, kind: SourceKindName, event: unknown, told: Sending & { to: string }) {
  const { to, query = "", secondsAgo = 0, tampered, ...signing } = told;
  const url = `${hearback.url}/v1/hooks/${to}${query}`;
  // To the second, as most of them write it.
  const at = Math.floor(Date.now() / 1000) * 1000;
  const payload = typeof event === "string" ? Buffer.from(event) : event;
  const { body, headers } = signed(kind, payload, {
    messageId: crypto.randomUUID(),
    ...signing,
    url,
    at,
    ageSeconds: secondsAgo,
  });
  return hearback.open(url, {
    method: "POST",
    body: new Uint8Array(tampered?.(body) ?? body),
    headers: { "content-type": "application/json", ...headers },
  });
}

/** What a source's deliveries came to, newest first. */
export const deliveriesOf = async ({ call }: ContractedHearback, { id }: Pick<Sender, "id">) =>
  (await call("GET", `/v1/sources/${id}/deliveries`)).json.items;
