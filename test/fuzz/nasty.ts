/** What nobody would write by hand: right values with something wrong in them, and noise. */
import fc from "fast-check";

/** What has broken programs before. */
const nastyTexts = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u2028",
  "\u202e",
  "🙂".repeat(200),
  "x".repeat(5000),
  "__proto__",
  "constructor",
  "toString",
  "null",
  "NaN",
  "-1",
  "1e999",
  "00000000000000000000",
  "../../etc/passwd",
  "%00%ff",
  "{{workspace.name}}{{x}}",
  "<script>alert(1)</script>",
  "=1+1",
  "jo@example.com,eve@example.com",
  "0000-01-01",
  "9999-12-31",
  "9999-12-31T23:59:59-23:59",
  "0000-01-01T00:00:00+23:59",
  "2026-02-30T25:61:61Z",
  "Etc/GMT+14",
  "en-x-private",
  `int_${"0".repeat(44)}`,
  `rsp_${"z".repeat(44)}`,
  "srv_00000000000",
  `key_${"z".repeat(22)}`,
];
const nastyNumbers = [0, -0, -1, 1e300, -1e300, 5e-324, 1e-200, 2 ** 53, 2 ** 53 + 2, 0.1, 1e21, 365, 366, 1e9];

export const nastyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
);

export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(...nastyNumbers, null, true, false, [], {}, [[]], [null], { "": "" }),
  fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }),
);

type Path = readonly (string | number)[];

/** Paths to everything inside of a value, itself included. */
const pathsIn = (value: unknown): Path[] =>
  typeof value !== "object" || value === null
    ? [[]]
    : [[], ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]))];

function withValueAt(value: unknown, [key, ...rest]: Path, wanted: unknown): unknown {
  if (key === undefined) return wanted;
  const entries = Object.entries(value as object).map(([name, inner]) =>
    name === key ? [name, withValueAt(inner, rest, wanted)] : [name, inner],
  );
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** A right value with one or two places of it replaced, or with a field more. */
export function brokenFrom(right: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({ path: fc.constantFrom(...pathsIn(right)), value: nastyValue });
  const replaced = fc
    .array(change, { minLength: 1, maxLength: 2 })
    .map((changes) => changes.reduce((body, { path, value }) => tryWith(body, path, value), right));
  const added = fc.record({ name: nastyText, value: nastyValue }).map(({ name, value }) => ({
    ...(right as object),
    [name]: value,
  }));
  return fc.oneof(
    { weight: 6, arbitrary: replaced },
    { weight: 1, arbitrary: added },
    { weight: 1, arbitrary: nastyValue },
  );
}

/** A second change may meet what the first has replaced. */
function tryWith(body: unknown, path: Path, value: unknown): unknown {
  try {
    return withValueAt(body, path, value);
  } catch {
    return body;
  }
}
