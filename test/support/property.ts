/**
 * Tests of properties: `it.prop([arbitrary, …])("sentence", (value, …) => …)` tries many examples. It reads as `@fast-check/vitest` does,
 * which makes each combination of `only`, `skip` and the like beforehand: two seconds of every process, and of every mutant.
 */
import fc from "fast-check";
import { it as plain } from "vitest";

export { fc };

type Arbitraries<Values extends unknown[]> = { [Index in keyof Values]: fc.Arbitrary<Values[Index]> };

function prop<Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  parameters?: fc.Parameters<Values>,
) {
  return (sentence: string, holds: (...values: Values) => unknown, timeout?: number): void => {
    const property = fc.asyncProperty<Values>(
      ...arbitraries,
      async (...values: Values) => (await holds(...values)) as boolean,
    );
    plain(sentence, () => fc.assert(property, parameters), timeout);
  };
}

export const it = Object.assign(plain.extend({}), { prop });
