/**
 * The fields of an interaction that a mapping can fill, and how a foreign value is brought into the form of each. Text that
 * only describes is made one line and cut; what tells one thing from another stays as it is, since two of them cut alike
 * would become one. A locale or time zone that cannot be read is left out: it decides how to ask, and never whether.
 */
import { isHeaderSafe } from "./address.ts";
import { isLocale, isTimeZone } from "./locale.ts";
import { isScalar } from "./mapping-path.ts";

type FieldKind = "key" | "words" | "label" | "locale" | "timeZone" | "currency" | "number" | "truth" | "any";

export const fieldKinds: Readonly<Record<string, FieldKind>> = {
  id: "key",
  type: "key",
  occurredAt: "key",
  "customer.id": "key",
  "customer.email": "key",
  "customer.name": "words",
  "customer.locale": "locale",
  "customer.timeZone": "timeZone",
  channel: "label",
  journeyStage: "label",
  variant: "label",
  "agent.id": "key",
  "agent.name": "words",
  product: "words",
  issueId: "key",
  handleTimeSeconds: "number",
  resolvedOnFirstContact: "truth",
  "amount.value": "key",
  "amount.currency": "currency",
  survey: "key",
  "send.via": "key",
  "send.delaySeconds": "number",
  "send.expireAfterDays": "number",
  test: "truth",
};

export const kindOfField = (field: string): FieldKind =>
  Object.hasOwn(fieldKinds, field) ? (fieldKinds[field] ?? "any") : "any";

/** The value in the field's form; neither a value nor a fault where it is better left out. */
export function fittingValue(value: unknown, kind: FieldKind): { value?: unknown; fault?: string } {
  if (!isScalar(value)) return { fault: Array.isArray(value) ? "is a list" : "is an object" };
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { fault: "is a number too large to be exact" };
  }
  return { value: fit[kind](value) };
}

type Scalar = string | number | boolean;

const fit: Readonly<Record<FieldKind, (value: Scalar) => unknown>> = {
  key: (value) => textOf(value).trim() || undefined,
  words: (value) => words(textOf(value), 200),
  label: (value) => words(textOf(value), 100),
  locale: (value) => oneThat(isLocale, textOf(value).trim().replaceAll("_", "-")),
  timeZone: (value) => oneThat(isTimeZone, textOf(value).trim()),
  currency: (value) => textOf(value).trim().toUpperCase() || undefined,
  number: (value) => (typeof value === "string" && /^\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : value),
  truth: (value) => (value === "true" ? true : value === "false" ? false : value),
  any: (value) => (typeof value === "string" ? words(value, 200) : value),
};

const textOf = (value: Scalar): string => String(value);

const oneThat = (isFine: (text: string) => boolean, text: string): string | undefined =>
  isFine(text) ? text : undefined;

/** One line, fit for a header; nothing where there are no words in it. */
function words(text: string, maxLength: number): string | undefined {
  // Cleaning all of a long text is time that a stranger's payload would decide on.
  const start = text.slice(0, maxLength * 10);
  const line = Array.from(start, (letter) => (isHeaderSafe(letter) ? letter : " ")).join("");
  const cut = line
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, maxLength)
    .replace(/\p{Surrogate}$/u, "")
    .trim();
  return cut === "" || !isHeaderSafe(cut) ? undefined : cut;
}
