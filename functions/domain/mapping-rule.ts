/** One rule of a mapping: where a field's value stands in the event, and how it is written there. */
import { type Condition, holds, isThere, type Scalar } from "./mapping-condition.ts";
import { isScalar, isText, readPath } from "./mapping-path.ts";
import { readTime, type WrittenTime } from "./mapping-time.ts";

export type FieldRule =
  | { readonly const: Scalar }
  | PathRule
  /** The first that finds something. */
  | { readonly first: readonly FieldRule[] }
  /** All of them as one text, or nothing where one of them finds nothing. */
  | { readonly join: readonly FieldRule[]; readonly with?: string };

export interface PathRule {
  readonly path: string;
  /** Looked at only where this holds. */
  readonly when?: Condition;
  /** Values that say there is none, such as 0 for a guest. */
  readonly except?: readonly Scalar[];
  /** What each value stands for; one that is not in it finds nothing. */
  readonly table?: Readonly<Record<string, Scalar>>;
  /** Where nothing is found. */
  readonly default?: Scalar;
  /** A time that is not RFC 3339. */
  readonly time?: WrittenTime;
  /** An amount in minor units: how many of its digits are decimals, told outright or by another value such as the currency. */
  readonly decimals?: number | Decimals;
}

export interface Decimals {
  readonly path: string;
  readonly table: Readonly<Record<string, number>>;
  readonly default: number;
}

/** A value and the path it was found at, or what is wrong with it. */
export interface Found {
  readonly value?: unknown;
  readonly path: string;
  readonly fault?: string;
}

export function findValue(rule: FieldRule, event: unknown): Found | undefined {
  if ("const" in rule) return { value: rule.const, path: "" };
  if ("first" in rule) return firstOf(rule.first, event);
  if ("join" in rule) return joined(rule.join, rule.with ?? " ", event);
  return atPath(rule, event);
}

function firstOf(rules: readonly FieldRule[], event: unknown): Found | undefined {
  for (const rule of rules) {
    const found = findValue(rule, event);
    if (found) return found;
  }
  return undefined;
}

function joined(rules: readonly FieldRule[], separator: string, event: unknown): Found | undefined {
  const parts: Found[] = [];
  for (const rule of rules) {
    const found = findValue(rule, event);
    if (!found || found.fault !== undefined) return found;
    if (!isScalar(found.value)) return { path: found.path, fault: "is not a single value" };
    parts.push(found);
  }
  const path = parts.flatMap((part) => part.path || []).join(" + ");
  return { value: parts.map(({ value }) => String(value)).join(separator), path };
}

function atPath(rule: PathRule, event: unknown): Found | undefined {
  const { path, when, except = [], table } = rule;
  const fallback = rule.default === undefined ? undefined : { value: rule.default, path: "" };
  if (when && !holds(when, event)) return fallback;
  const value = readPath(event, path);
  if (!isThere(value) || except.some((one) => isText(value, String(one)))) return fallback;
  if (table) {
    const stood = entryOf(table, value);
    return stood === undefined ? fallback : { value: stood, path };
  }
  if (rule.time !== undefined) return { path, ...readTime(value, rule.time) };
  if (rule.decimals !== undefined) return { path, ...pointed(value, decimalsOf(rule.decimals, event)) };
  return { value, path };
}

function decimalsOf(decimals: number | Decimals, event: unknown): number {
  if (typeof decimals === "number") return decimals;
  return entryOf(decimals.table, readPath(event, decimals.path)) ?? decimals.default;
}

/** An object may have a `toString` of its own that is no function, so only single values are read as text. */
const entryOf = <T>(table: Readonly<Record<string, T>>, value: unknown): T | undefined =>
  isScalar(value) && Object.hasOwn(table, String(value)) ? table[String(value)] : undefined;

/** Sets the decimal point by moving digits, because dividing would round. */
function pointed(value: unknown, decimals: number): Omit<Found, "path"> {
  const [, sign = "", digits] = /^(-?)0*(\d{1,15})$/.exec(isScalar(value) ? String(value) : "") ?? [];
  if (digits === undefined) return { fault: "is not a whole number of minor units" };
  if (decimals === 0) return { value: sign + digits };
  const padded = digits.padStart(decimals + 1, "0");
  return { value: `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}` };
}
