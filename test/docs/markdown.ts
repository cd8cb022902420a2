import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** Every document of the project, by its path from the root. */
export const documents: readonly string[] = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
];

export const read = (document: string): string => readFileSync(join(root, document), "utf8");

/** What stands under a heading, up to the next one of its rank or above. */
export function section(document: string, heading: string): string {
  const [, after = ""] = read(document).split(`\n${heading}\n`);
  const rank = heading.indexOf(" ");
  return after.split(new RegExp(`^#{1,${rank}} `, "m"))[0] ?? "";
}

/** The cells of every row whose first cell is a name in backticks, without their backticks. */
export const namedRows = (document: string): string[][] => namedRowsIn(read(document));

export const namedRowsIn = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => /^\| `\w[\w-]*` \|/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim().replace(/^`([^`]*)`$/, "$1")),
    );

/** Links to files and headings of the project: the file from the root, and the heading if one is named. */
export const linksIn = (document: string): { readonly file: string; readonly heading: string | undefined }[] =>
  [...withoutCode(read(document)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^\w+:/.test(target))
    .map((target) => {
      const [path = "", heading] = target.split("#");
      return { file: path === "" ? document : join(document, "..", path), heading };
    });

/** The addresses of all headings. */
export const headingsIn = (document: string): string[] =>
  withoutCode(read(document))
    .split("\n")
    .filter((line) => /^#+ /.test(line))
    .map(addressOf);

/** As GitHub makes it of a heading: lower case, punctuation gone, a hyphen for each space. */
export const addressOf = (heading: string): string =>
  heading
    .replace(/^#+ /, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

/** Commands of blocks of shell, each on one line. */
export const commandsIn = (document: string): string[] =>
  [...read(document).matchAll(/^ *```sh\n(.*?)^ *```$/gms)].flatMap(([, block = ""]) =>
    block
      .replace(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  );

const withoutCode = (text: string): string => text.replace(/^ *```.*?^ *```$/gms, "");
