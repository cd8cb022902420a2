import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "../docs/markdown.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** The examples of its page, one after the other, and what has to be refused; all of it strict, and libraries checked too. */
const program = `
declare const process: { env: Record<string, string | undefined> };
${[...read("docs/client.md").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, example]) => example).join("")}
console.log("end", survey.kind, nps.value, survey satisfies Survey);

import type { Survey } from "hearback/client";
// @ts-expect-error There is no such kind.
() => hearback.surveys.create({ name: "After delivery", kind: "quiz" });
// @ts-expect-error A window is a number of days.
() => hearback.kpis.list({ window: "30 days" });
// @ts-expect-error No such field is answered.
() => survey.colour;
`;

describe("the client's package", () => {
  let hearback: TestHearback;
  let project: string;
  beforeAll(async () => {
    hearback = await startHearback();
    project = await mkdtemp(join(tmpdir(), "hearback-package-"));
    const built = join(project, "built");
    await run(process.execPath, ["--import", "tsx", "bin/build-client.ts", built], { cwd: root });
    await writeFile(join(project, "package.json"), '{ "private": true, "type": "module" }');
    await writeFile(join(project, "program.ts"), program);
    const { stdout } = await run("npm", ["pack", "--silent", built], { cwd: project });
    await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(project, stdout.trim())], {
      cwd: project,
    });
  }, 30_000);
  afterAll(async () => {
    await hearback.close();
    await rm(project, { recursive: true, force: true });
  });

  it("brings nothing with it, and holds no more than it needs", async () => {
    const installed = await readdir(join(project, "node_modules"));
    expect(installed.filter((name) => !name.startsWith("."))).toEqual(["hearback"]);
    const folder = join(project, "node_modules/hearback");
    const files = await readdir(folder, { recursive: true });
    const types = files.filter((name) => name.endsWith(".d.ts"));
    expect(files.toSorted()).toEqual(
      ["LICENSE", "README.md", "client.js", "package.json", "types", "types/client", ...types].toSorted(),
    );
    const texts = await Promise.all([...types, "client.js"].map((name) => readFile(join(folder, name), "utf8")));
    for (const text of texts) expect(text).not.toMatch(/\b(?:zod|aws-sdk|node:)/);
    expect(texts.at(-1)?.length).toBeLessThan(25_000);
  });

  it("is used as its page says, in a project that has nothing else", async () => {
    const options =
      "--strict --exactOptionalPropertyTypes --target es2023 --module nodenext --lib es2023,dom,dom.iterable";
    const compiler = join(root, "node_modules/.bin/tsc");
    const compiled = run(compiler, [...options.split(" "), "program.ts"], { cwd: project });
    await compiled.catch(({ stdout }: { stdout: string }) => expect.fail(stdout));
    const env = { ...process.env, HEARBACK_URL: hearback.url, HEARBACK_API_KEY: hearback.seed.apiKey };
    const { stdout } = await run(process.execPath, ["program.js"], { cwd: project, env });
    expect(stdout).toMatch(/^asked at \d{4}-/);
    expect(stdout).toContain("customer.email is not an e-mail address");
    expect(stdout).toContain("\nend nps null ");
  });
});
