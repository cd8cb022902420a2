import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readRequest } from "../../bin/commands/arguments.ts";
import { cutRelease, newestRelease, notesOf } from "../../bin/release/changelog.ts";

const read = (path: string): string => readFileSync(resolve(import.meta.dirname, "../..", path), "utf8");
const json = (path: string) => JSON.parse(read(path));

describe("a release", () => {
  const { version } = json("package.json");

  it("has one version, of package.json, wherever it is told", () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const lock = json("package-lock.json");
    expect([lock.version, lock.packages[""].version]).toEqual([version, version]);
    expect(json("functions/endpoints/service/openapi.document.json").info.version).toBe(version);
    expect(readRequest(["--version"], {}).told).toBe(`${version}\n`);
    // Before the first release there is none to agree with.
    expect(newestRelease(read("CHANGELOG.md")) ?? version).toBe(version);
  });

  const changelog = `# Changelog

## [Unreleased]

### Added

- Something new.

## [0.9.0] - 2026-10-01

- Something old.
`;

  it("takes all that is under Unreleased, and leaves what earlier ones brought", () => {
    const cut = cutRelease(changelog, "1.0.0", "2026-11-22");
    expect(newestRelease(cut)).toBe("1.0.0");
    expect(cut).toContain("## [Unreleased]\n\n## [1.0.0] - 2026-11-22\n\n### Added\n");
    expect(notesOf(cut, "v1.0.0", "1.0.0")).toBe("### Added\n\n- Something new.");
    expect(notesOf(cut, "v0.9.0", "0.9.0")).toBe("- Something old.");
  });

  it("is refused where nothing has changed, and twice", () => {
    const cut = cutRelease(changelog, "1.0.0", "2026-11-22");
    expect(() => cutRelease(cut, "1.0.1", "2026-11-23")).toThrow("nothing under Unreleased");
    expect(() => cutRelease(cut, "1.0.0", "2026-11-23")).toThrow("1.0.0 already");
    expect(() => cutRelease(cut.replace("[Unreleased]", "Unreleased"), "1.0.1", "2026-11-23")).toThrow("nothing under");
  });

  it("has no notes for a tag that is not its version, or that the changelog does not know", () => {
    expect(() => notesOf(changelog, "v0.9.0", "0.9.1")).toThrow("The tag is v0.9.0, and package.json says 0.9.1.");
    expect(() => notesOf(changelog, "0.9.0", "0.9.0")).toThrow("The tag is 0.9.0");
    expect(() => notesOf(changelog, "v1.0.0", "1.0.0")).toThrow("nothing about 1.0.0");
  });
});
