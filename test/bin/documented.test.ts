import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { apiOptions } from "../../bin/commands/api-wish.ts";
import { commands } from "../../bin/commands/commands.ts";
import { argumentWord } from "../../bin/commands/help.ts";
import { placeOptions } from "../../bin/commands/place-wish.ts";
import { stackOptions } from "../../bin/commands/stack-wish.ts";

const root = resolve(import.meta.dirname, "../..");

describe("docs/command-line.md", () => {
  let page: string;
  beforeAll(async () => {
    page = await readFile(join(root, "docs/command-line.md"), "utf8");
  });

  it.each(commands.map(({ name }) => name))("describes %s under its own heading, with every option", (name) => {
    const command = commands.find((one) => one.name === name);
    const heading = `\n### ${name}${command ? argumentWord(command) : ""}\n`;
    expect(page).toContain(heading);
    const [section = ""] = page.slice(page.indexOf(heading) + heading.length).split(/\n##/);
    // `workspace set` takes what `workspace create` does, and says so.
    const described = name === "workspace set" ? `${section}${page}` : section;
    for (const option of Object.keys(command?.options ?? {})) expect(described).toContain(`--${option}`);
  });

  it("names every way to say where, and nothing that is not a command", () => {
    for (const option of Object.keys({ ...placeOptions, ...apiOptions, ...stackOptions }))
      expect(page).toContain(`\`--${option}`);
    const used = [...page.matchAll(/^\$ hearback (\w+(?: [a-z]+)?)/gm)].map(([, words]) => words);
    const names = commands.map(({ name }) => name);
    for (const words of used) expect(names.some((name) => words?.startsWith(name))).toBe(true);
  });
});
