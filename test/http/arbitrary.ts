/** Requests that nobody would write by hand: right ones with something wrong in them, and noise. */
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
export function broken(right: unknown): fc.Arbitrary<unknown> {
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

/** A query of known and unknown names, each sometimes twice. */
export const query = (names: readonly string[], values: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names, "limit") }, { weight: 1, arbitrary: nastyText }),
        fc.oneof(
          { weight: 2, arbitrary: fc.constantFrom(...values, "7", "1", "agent:a") },
          { weight: 1, arbitrary: nastyText },
        ),
      ),
      { maxLength: 4 },
    )
    .map((pairs) => new URLSearchParams(pairs).toString());

/** A path's parameter: one that exists, one damaged, or noise. */
export const pathPart = (existing: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(existing) },
    {
      weight: 1,
      arbitrary: fc.nat(existing.length - 1).map((at) => `${existing.slice(0, at)}0${existing.slice(at + 1)}`),
    },
    {
      weight: 1,
      arbitrary: nastyText.filter((text) => text !== "").map((text) => encodeURIComponent(text.toWellFormed())),
    },
    { weight: 1, arbitrary: fc.constantFrom("%", "%ff", "%2F", "%00", "%c0%af") },
  );

/** A body of a form, in either encoding or in none. */
export const form = (names: readonly string[]): fc.Arbitrary<{ type: string; body: Uint8Array }> => {
  const fields = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), nastyText), nastyText), { maxLength: 4 });
  const urlencoded = fields.map((pairs) => ({
    type: "application/x-www-form-urlencoded",
    body: Buffer.from(new URLSearchParams(pairs).toString()),
  }));
  const multipart = fields.map((pairs) => ({
    type: "multipart/form-data; boundary=b",
    body: Buffer.from(`${pairs.map(([name, value]) => part(name, value)).join("")}--b--\r\n`),
  }));
  const noise = fc.record({
    type: fc.constantFrom(
      "multipart/form-data",
      "multipart/form-data; boundary=b",
      "application/x-www-form-urlencoded",
      "x",
    ),
    body: fc.uint8Array({ maxLength: 200 }),
  });
  return fc.oneof(
    { weight: 2, arbitrary: urlencoded },
    { weight: 2, arbitrary: multipart },
    { weight: 1, arbitrary: noise },
  );
};

const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, "")}"\r\n\r\n${value}\r\n`;
