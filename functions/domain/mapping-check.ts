/**
 * What is wrong with a mapping that has the right shape: fields that do not exist, paths that cannot be read, and more rules
 * than a delivery should have to pay for.
 */
import type { Fault } from "./errors.ts";
import { fieldKinds } from "./mapped-field.ts";
import type { FieldRules, Mapping } from "./mapping.ts";
import type { Condition } from "./mapping-condition.ts";
import { parsePath } from "./mapping-path.ts";
import type { FieldRule } from "./mapping-rule.ts";

export const mappingLimits = { depth: 6, parts: 500, types: 50, decimals: 6 } as const;

const attribute = /^attributes\.[A-Za-z0-9_.-]{1,64}$/;
const unusable = new Set(["attributes.__proto__", "attributes.constructor"]);

export function mappingFaults(mapping: Mapping): Fault[] {
  const { base = [], when, types = [], fields } = mapping;
  const check = new Check();
  for (const [index, path] of base.entries()) check.path(path, `base.${index}`, true);
  if (when) check.condition(when, "when");
  check.fields(fields, "fields");
  if (types.length > mappingLimits.types) check.fault("types", `has more than ${mappingLimits.types} types`);
  for (const [index, type] of types.slice(0, mappingLimits.types).entries()) {
    check.condition(type.when, `types.${index}.when`);
    if (type.fields) check.fields(type.fields, `types.${index}.fields`);
  }
  if (base.length === 0 && types.length === 0 && !Object.hasOwn(fields, "type")) {
    check.fault("fields.type", "is missing, and there are no types");
  }
  return check.faults();
}

class Check {
  readonly #faults: Fault[] = [];
  #parts = 0;

  faults(): Fault[] {
    const { parts } = mappingLimits;
    return this.#parts > parts ? [{ path: "", message: `has more than ${parts} rules and conditions` }] : this.#faults;
  }

  fault(path: string, message: string): void {
    this.#faults.push({ path, message });
  }

  path(path: string, where: string, mayBeEmpty = false): void {
    if (!parsePath(path) || (path === "" && !mayBeEmpty)) {
      this.fault(where, "is not a path such as data.items.0.title or items[name=color].value");
    }
  }

  fields(fields: FieldRules, where: string): void {
    for (const [field, rule] of Object.entries(fields)) {
      const isKnown = Object.hasOwn(fieldKinds, field) || (attribute.test(field) && !unusable.has(field));
      if (!isKnown) this.fault(`${where}.${field}`, "is not a field of an interaction");
      this.rule(rule, `${where}.${field}`);
    }
  }

  rule(rule: FieldRule, where: string, depth = 1): void {
    if (!this.#mayHold(where, depth) || "const" in rule) return;
    if ("first" in rule) {
      for (const [index, one] of rule.first.entries()) this.rule(one, `${where}.first.${index}`, depth + 1);
    } else if ("join" in rule) {
      for (const [index, one] of rule.join.entries()) this.rule(one, `${where}.join.${index}`, depth + 1);
    } else {
      this.path(rule.path, `${where}.path`);
      if (rule.when) this.condition(rule.when, `${where}.when`, depth + 1);
      this.#parts += Object.keys(rule.table ?? {}).length + (rule.except?.length ?? 0);
      if (rule.decimals !== undefined) this.#decimals(rule.decimals, `${where}.decimals`);
    }
  }

  condition(condition: Condition, where: string, depth = 1): void {
    if (!this.#mayHold(where, depth)) return;
    if ("all" in condition) {
      for (const [index, one] of condition.all.entries()) this.condition(one, `${where}.all.${index}`, depth + 1);
    } else if ("any" in condition) {
      for (const [index, one] of condition.any.entries()) this.condition(one, `${where}.any.${index}`, depth + 1);
    } else {
      this.path(condition.path, `${where}.path`);
      if ("oneOf" in condition) this.#parts += condition.oneOf.length;
    }
  }

  #decimals(decimals: NonNullable<Extract<FieldRule, { path: string }>["decimals"]>, where: string): void {
    const counts = typeof decimals === "number" ? [decimals] : [decimals.default, ...Object.values(decimals.table)];
    if (typeof decimals !== "number") this.path(decimals.path, `${where}.path`);
    this.#parts += counts.length;
    if (counts.some((count) => !Number.isInteger(count) || count < 0 || count > mappingLimits.decimals)) {
      this.fault(where, `is not a whole number from 0 to ${mappingLimits.decimals}`);
    }
  }

  #mayHold(where: string, depth: number): boolean {
    this.#parts++;
    if (depth > mappingLimits.depth) this.fault(where, `is nested more than ${mappingLimits.depth} levels deep`);
    return depth <= mappingLimits.depth && this.#parts <= mappingLimits.parts;
  }
}
