/** What `npm ci` would bring, by the lock file alone: no network is asked. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Package {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: true;
  readonly link?: true;
  readonly inBundle?: true;
  readonly hasInstallScript?: true;
}

const { packages } = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const { "": own, ...others } = packages as Record<string, Package>;
const brought = Object.entries(others).map(([path, facts]) => ({
  name: path.replace(/^.*node_modules\//, ""),
  ...facts,
}));
const namesOf = (list: typeof brought) => [...new Set(list.map(({ name }) => name))].sort();

/** What may be part of something that is given away under Apache 2.0. */
const shipped = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0"]);
/** Tools only: they check and build, and no line of theirs is passed on. */
const tools = new Set([...shipped, "BlueOak-1.0.0", "CC-BY-4.0", "CC0-1.0", "MPL-2.0", "PSF-2.0", "Unlicense"]);

describe("the dependencies", () => {
  it("are all the bytes that were chosen: each has a hash, or comes within a package that has one", () => {
    expect(brought.length).toBeGreaterThan(100);
    expect(
      namesOf(brought.filter(({ integrity, inBundle }) => !inBundle && !/^sha512-/.test(integrity ?? ""))),
    ).toEqual([]);
  });

  it("come from the registry, from no other address and no folder", () => {
    const elsewhere = brought.filter(
      ({ resolved, link }) =>
        link || !(resolved ?? "https://registry.npmjs.org/").startsWith("https://registry.npmjs.org/"),
    );
    expect(namesOf(elsewhere)).toEqual([]);
  });

  it("are named by exact versions, so that none changes unseen", () => {
    const { dependencies, devDependencies, optionalDependencies } = own as unknown as Record<
      string,
      Record<string, string>
    >;
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("run scripts on the machine of whoever installs them only where it is known what for", () => {
    // Both see to it that the binary for the machine is there.
    expect(namesOf(brought.filter(({ hasInstallScript }) => hasInstallScript))).toEqual(["@swc/core", "esbuild"]);
  });

  it("have licences that go with this one's, tools other permissive ones too", () => {
    const odd = brought.filter(({ license, dev }) => !isAllowed(license ?? "none", dev ? tools : shipped));
    expect(odd.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });
});

/** Of licences joined by OR one is enough, of those joined by AND all must do. */
function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  return expression
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((license) => allowed.has(license)));
}
