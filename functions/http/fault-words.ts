/** What is wrong with a value, in words that go on after the name of its field: "locale is missing". */
import type * as z from "zod/mini";

/** For zod to ask: a schema that has words of its own keeps them. */
export function faultWords(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return formats[issue.format] ?? "is not written as it must be";
    case "not_multiple_of":
      return `is not a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return "is not a known field: leave it out";
    case "invalid_union":
      return noneOf(issue);
    case "invalid_key":
    case "invalid_element":
      return issue.issues.map(({ message }) => message).join(", and ");
    default:
      return "is not valid";
  }
}

/** JSON has no other types. */
const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  never: "left out",
};

const formats: Readonly<Record<string, string>> = {
  datetime: "is not a time such as 2026-11-22T09:30:00Z",
  date: "is not a day such as 2026-11-22",
};

type IssueOf<Code> = Extract<z.core.$ZodRawIssue, { code: Code }>;

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;

const units: Readonly<Record<string, string>> = { string: "characters", array: "items" };

function tooSmall({ origin, minimum, exact, inclusive }: IssueOf<"too_small">): string {
  const unit = units[origin];
  if (unit === undefined) return `is ${inclusive ? "below" : "not above"} ${minimum}`;
  if (exact) return `has not just ${minimum} ${unit}`;
  return minimum === 1 ? "is empty" : `has fewer than ${minimum} ${unit}`;
}

function tooBig({ origin, maximum, exact, inclusive }: IssueOf<"too_big">): string {
  const unit = units[origin];
  if (unit === undefined) return `is ${inclusive ? "above" : "not below"} ${maximum}`;
  if (exact) return `has not just ${maximum} ${unit}`;
  return origin === "string" ? `is longer than ${maximum} ${unit}` : `has more than ${maximum} ${unit}`;
}

/** What each form would want. */
function noneOf({ errors, options, inclusive }: IssueOf<"invalid_union">): string {
  if (inclusive === false) return "may be read in more than one way";
  if (options && options.length > 0) return oneOf(options);
  return [...new Set(errors.flatMap(([first]) => first?.message ?? []))].join(", or ");
}
