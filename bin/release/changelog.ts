/** CHANGELOG.md as Keep a Changelog has it: a section for each release, the newest first, and one for what is to come. */

/** What has gathered under Unreleased becomes the section of a release, below an empty Unreleased. */
export function cutRelease(changelog: string, version: string, day: string): string {
  if (sectionOf(changelog, version) !== undefined) throw new Error(`CHANGELOG.md has a section ${version} already.`);
  if (!sectionOf(changelog, "Unreleased")) throw new Error("CHANGELOG.md has nothing under Unreleased to release.");
  return changelog.replace(/^## \[Unreleased\]$/m, `$&\n\n## [${version}] - ${day}`);
}

/** What the release of a tag brings. Its tag, package.json and changelog have to agree. */
export function notesOf(changelog: string, tag: string, version: string): string {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json says ${version}.`);
  const notes = sectionOf(changelog, version);
  if (!notes) throw new Error(`CHANGELOG.md has nothing about ${version}.`);
  return notes;
}

/** The newest one, if there has been any. */
export const newestRelease = (changelog: string): string | undefined => /^## \[(\d[^\]]*)\]/m.exec(changelog)?.[1];

function sectionOf(changelog: string, name: string): string | undefined {
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`[${name}]`));
  return section?.slice(section.indexOf("\n")).trim();
}
