/**
 * Public ids. An interaction, invitation or response id holds the 128 bits of its customer and 128 of its own, so an id
 * leads straight to its item without an index; the id of a key or source holds its workspace in the same way. Base62 of a fixed width,
 * so that no id is the prefix of another.
 */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Characters that 64 and 128 bits take in base62. */
const width = { 8: 11, 16: 22, 32: 43 } as const;
type Size = keyof typeof width;

export function toBase62(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  let text = "";
  for (; value > 0n; value /= 62n) text = alphabet.charAt(Number(value % 62n)) + text;
  return text.padStart(width[bytes.length as Size], "0");
}

/** The bytes behind a base62 text. Texts beyond the size's range wrap, which for an id that nobody issued is as good as any. */
export function fromBase62(text: string, size: Size): Uint8Array {
  let value = 0n;
  for (const character of text) value = value * 62n + BigInt(alphabet.indexOf(character));
  const bytes = new Uint8Array(size);
  for (let index = size - 1; index >= 0; index--, value /= 256n) bytes[index] = Number(value % 256n);
  return bytes;
}

const half = "[0-9A-Za-z]{22}";
const short = "[0-9A-Za-z]{11}";

export const idPattern = {
  workspace: new RegExp(`^ws_${short}$`),
  survey: new RegExp(`^srv_${short}$`),
  goal: new RegExp(`^goal_${short}$`),
  key: new RegExp(`^key_${short}${short}$`),
  source: new RegExp(`^src_${short}${short}$`),
  customer: new RegExp(`^cus_${half}$`),
  interaction: new RegExp(`^int_${half}${half}$`),
  invitation: new RegExp(`^inv_${half}${half}$`),
  response: new RegExp(`^rsp_${half}${half}$`),
  quarantined: new RegExp(`^qua_${half}${half}\\d\\d$`),
  suppression: new RegExp(`^sup_${half}$`),
} as const;

/** What lies in a customer's partition: the customer's part and the item's own part of its id. */
export interface PartitionedId {
  readonly customerId: string;
  readonly own: string;
}

/** Splits an `int_`, `inv_` or `rsp_` id. */
export const splitId = (id: string): PartitionedId => ({ customerId: `cus_${id.slice(4, 26)}`, own: id.slice(26) });

/** `joinId("int", "cus_…", own)` → `int_…` */
export const joinId = (prefix: "int" | "inv" | "rsp", customerId: string, own: string): string =>
  `${prefix}_${customerId.slice(4)}${own}`;

/** A response has its invitation's id under its own prefix: there is at most one of it. */
export const responseIdOf = (invitationId: string): string => `rsp_${invitationId.slice(4)}`;
/** A quarantined answer has its invitation's id and its number. */
export const quarantinedIdOf = (invitationId: string, number: number): string =>
  `qua_${invitationId.slice(4)}${String(number).padStart(2, "0")}`;

/** The workspace a key belongs to. */
export const workspaceOfKey = (keyId: string): string => `ws_${keyId.slice(4, 15)}`;
/** The workspace a source belongs to. */
export const workspaceOfSource = (sourceId: string): string => `ws_${sourceId.slice(4, 15)}`;
