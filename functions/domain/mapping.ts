/**
 * A mapping makes an interaction of a vendor's event, and is data: which events are meant, and for each field of
 * `POST /v1/interactions` a rule that says where in the event its value stands. It reads and never runs anything, so a
 * business may write its own. What it makes is checked like any report; here a value is only brought into the field's form.
 */
import type { Fault } from "./errors.ts";
import { fittingValue, kindOfField } from "./mapped-field.ts";
import { type Condition, holds } from "./mapping-condition.ts";
import { isObject, readPath } from "./mapping-path.ts";
import { type FieldRule, findValue } from "./mapping-rule.ts";

export interface Mapping {
  /** Of these paths the first that leads to an object is an interaction as it stands; `fields` go over it. */
  readonly base?: readonly string[];
  /** Which events are meant at all. */
  readonly when?: Condition;
  /** The types of interaction it makes: the first whose condition holds; where none does, the event is ignored. */
  readonly types?: readonly MappedType[];
  /** By field, `customer.email` or `attributes.plan`. */
  readonly fields: FieldRules;
}

export interface MappedType {
  readonly type: string;
  readonly when: Condition;
  /** For this type in place of the mapping's own. */
  readonly fields?: FieldRules;
}

export type FieldRules = Readonly<Record<string, FieldRule>>;

export type Mapped =
  | {
      readonly report: Record<string, unknown>;
      /** Where in the event each field was found, for telling what is wrong with it. */
      readonly from: Readonly<Record<string, string>>;
    }
  | { readonly ignored: string }
  | { readonly faults: Fault[] };

export function applyMapping(mapping: Mapping, event: unknown): Mapped {
  if (mapping.when && !holds(mapping.when, event)) return { ignored: "The condition of the mapping does not hold." };
  const type = mapping.types?.find(({ when }) => holds(when, event));
  if (mapping.types && !type) return { ignored: `It is none of ${namesOf(mapping.types)}.` };
  const rules: FieldRules = { ...mapping.fields, ...type?.fields, ...(type && { type: { const: type.type } }) };
  return follow(rules, event, baseOf(mapping, event));
}

const namesOf = (types: readonly MappedType[]): string => [...new Set(types.map(({ type }) => type))].join(", ");

const baseOf = ({ base = [] }: Mapping, event: unknown): Readonly<Record<string, unknown>> =>
  base.map((path) => readPath(event, path)).find(isObject) ?? {};

function follow(rules: FieldRules, event: unknown, base: Readonly<Record<string, unknown>>): Mapped {
  const report = new Map(Object.entries(base));
  const from: [field: string, path: string][] = [];
  const faults: Fault[] = [];
  for (const [field, rule] of Object.entries(rules)) {
    const found = findValue(rule, event);
    if (found === undefined) continue;
    const { value, fault } = found.fault === undefined ? fittingValue(found.value, kindOfField(field)) : found;
    if (fault !== undefined)
      faults.push({ path: field, message: found.path === "" ? fault : `${fault} (${found.path})` });
    if (fault !== undefined || value === undefined) continue;
    put(report, field, value);
    from.push([field, found.path]);
  }
  if (faults.length > 0) return { faults };
  return { report: Object.fromEntries(withoutHalves(report)), from: Object.fromEntries(from) };
}

/** Into the report or one of its parts; the parts of attributes may have dots in their names. */
function put(report: Map<string, unknown>, field: string, value: unknown): void {
  const dot = field.indexOf(".");
  if (dot < 0) {
    report.set(field, value);
    return;
  }
  const part = field.slice(0, dot);
  const standing = report.get(part);
  const entries = Object.entries(isObject(standing) ? standing : {});
  report.set(part, Object.fromEntries([...entries, [field.slice(dot + 1), value]]));
}

/** An agent without an id, an amount without a currency: not worth losing the interaction for. */
function withoutHalves(report: Map<string, unknown>): Map<string, unknown> {
  for (const [part, needs] of Object.entries(halves)) {
    const value = report.get(part);
    if (isObject(value) && !needs.every((name) => Object.hasOwn(value, name))) report.delete(part);
  }
  return report;
}

const halves = { agent: ["id"], amount: ["value", "currency"] } as const;
