import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functionNames } from "../../lib/service-functions.ts";
import { read } from "../docs/markdown.ts";
import { readTemplate } from "../lib/template.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const linksOf = (page: string) => [...page.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)].map(([, path = ""]) => path);
const examplesIn = (document: string) =>
  [...read(document).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, example]) => example);

/** The examples of its page, one after the other, and what has to be refused; all of it strict, and libraries checked too. */
const program = `
declare const process: { env: Record<string, string | undefined> };
${examplesIn("docs/client.md").join("")}
console.log("end", survey.kind, nps.value, survey satisfies Survey);

import type { Survey } from "hearback/client";
// @ts-expect-error There is no such kind.
() => hearback.surveys.create({ name: "After delivery", kind: "quiz" });
// @ts-expect-error A window is a number of days.
() => hearback.kpis.list({ window: "30 days" });
// @ts-expect-error No such field is answered.
() => survey.colour;
`;

/** The examples of its page, and a second construct beside the first. */
const cdkApp = `
${examplesIn("docs/package.md").join("")}
import { SettingsError } from "hearback";

new Hearback(stack, "Other", { sender: "feedback@other.example" });
// @ts-expect-error No such setting.
const misspelt = () => new Hearback(stack, "Third", { sender: "feedback@third.example", alarmMailBox: "duty@shop.example" });
try {
  misspelt();
} catch (error) {
  console.log(error instanceof SettingsError && error.message);
}
(stack.node.root as App).synth();
`;

describe("the package", () => {
  let hearback: TestHearback;
  let project: string;
  let packed: readonly { readonly path: string; readonly size: number }[];
  beforeAll(async () => {
    hearback = await startHearback();
    project = await mkdtemp(join(tmpdir(), "hearback-package-"));
    const built = join(project, "built");
    await run(process.execPath, ["--import", "tsx", "bin/build.ts", built], { cwd: root });
    await writeFile(join(project, "package.json"), '{ "private": true, "type": "module" }');
    await writeFile(join(project, "program.ts"), program);
    await writeFile(join(project, "app.ts"), cdkApp);
    const { stdout } = await run("npm", ["pack", "--json", built], { cwd: project });
    const [{ filename, files }] = JSON.parse(stdout);
    packed = files;
    await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(project, filename)], { cwd: project });
  }, 120_000);
  afterAll(async () => {
    await hearback.close();
    await rm(project, { recursive: true, force: true });
  });

  const compile = async (options: string, file: string) => {
    const compiled = run(join(root, "node_modules/.bin/tsc"), [...options.split(" "), file], { cwd: project });
    await compiled.catch(({ stdout }: { stdout: string }) => expect.fail(stdout));
  };

  it("brings nothing with it", async () => {
    const installed = await readdir(join(project, "node_modules"));
    expect(installed.filter((name) => !name.startsWith("."))).toEqual(["hearback"]);
  });

  it("holds the construct, its bundles, the client, the command and the handbook, and no more", () => {
    const kinds = packed.map(({ path }) =>
      path
        .replace(/^bundles\/([\w-]+)\/index\.mjs$/, "bundle of $1")
        .replace(/^bundles\/[\w-]+\/[\w.-]+\.(locale|document)-\w+\.json$/, "$1")
        .replace(/^bin\/part-\w+\.js$/, "part of the command")
        .replace(/^docs\/(adr\/)?[\w-]+\.md$/, "page of the handbook")
        .replace(/^types\/(lib|client)\/.*\.d\.ts$/, "types of $1"),
    );
    expect([...new Set(kinds)].sort()).toEqual(
      [
        ...functionNames.map((name) => `bundle of ${name}`),
        ...["locale", "document", "part of the command", "types of lib", "types of client"],
        ...[
          "page of the handbook",
          "LICENSE",
          "README.md",
          "CHANGELOG.md",
          "SECURITY.md",
          "THIRD-PARTY-LICENSES.txt",
          "package.json",
        ],
        ...["bin/hearback.js", "client.js", "index.js"],
      ].sort(),
    );
    const kilobytes = (path: string) => (packed.find((file) => file.path === path)?.size ?? Number.NaN) / 1024;
    expect(kilobytes("client.js")).toBeLessThan(25);
    expect(kilobytes("index.js")).toBeLessThan(300);
    expect(packed.reduce((sum, { size }) => sum + size, 0) / 1024 ** 2).toBeLessThan(10);
  });

  it("has the pages that its own ones link to, and those that alarms and the doctor name", async () => {
    const paths = packed.map(({ path }) => path);
    const pages = paths.filter((path) => path.endsWith(".md"));
    const linked = pages.flatMap((page) =>
      linksOf(readFileSync(join(project, "node_modules/hearback", page), "utf8")).map((path) => join(page, "..", path)),
    );
    expect(linked).toEqual(expect.arrayContaining(["docs/client.md", "docs/adr/0012-which-answers-count.md"]));
    const dead = linked.filter((path) => !paths.includes(path) && path !== "docs/adr/");
    expect(dead).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(["docs/operations.md", "docs/deploy.md"]));
  });

  it("has types that speak of the CDK alone, and those of the client of nothing", async () => {
    const declared = packed.map(({ path }) => path).filter((path) => path.endsWith(".d.ts"));
    for (const path of declared) {
      const text = await readFile(join(project, "node_modules/hearback", path), "utf8");
      const named = [...text.matchAll(/(?:from|import\() ?"([^."][^"]*)"/g)].map(([, name]) => name);
      const allowed = path.startsWith("types/lib/") ? /^(aws-cdk-lib(\/|$)|constructs$)/ : /^$/;
      for (const name of named) expect(name, path).toMatch(allowed);
    }
  });

  it("has a client that is used as its page says, in a project that has nothing else", async () => {
    await compile(
      "--strict --exactOptionalPropertyTypes --target es2023 --module nodenext --lib es2023,dom,dom.iterable",
      "program.ts",
    );
    const env = { ...process.env, HEARBACK_URL: hearback.url, HEARBACK_API_KEY: hearback.seed.apiKey };
    const { stdout } = await run(process.execPath, ["program.js"], { cwd: project, env });
    expect(stdout).toMatch(/^asked at \d{4}-/);
    expect(stdout).toContain("customer.email is not an e-mail address");
    expect(stdout).toContain("\nend nps null ");
  });

  it("has a command that runs without anything else", async () => {
    const { stdout } = await run(join(project, "node_modules/.bin/hearback"), ["--help"], { cwd: project });
    expect(stdout).toContain("workspace create");
  });

  describe("in a CDK app", () => {
    let shop: ReturnType<typeof readTemplate>;
    let said: string;
    let assembly: string;
    beforeAll(async () => {
      for (const name of ["aws-cdk-lib", "constructs", "@types"]) {
        await symlink(join(root, "node_modules", name), join(project, "node_modules", name));
      }
      await compile("--strict --skipLibCheck --target es2023 --module nodenext --types node", "app.ts");
      assembly = join(project, "cdk.out");
      const { stdout } = await run(process.execPath, ["app.js"], { cwd: project, env: { CDK_OUTDIR: assembly } });
      said = stdout;
      shop = readTemplate(Template.fromJSON(JSON.parse(await readFile(join(assembly, "Shop.template.json"), "utf8"))));
    }, 120_000);

    it("synthesizes as its page says, twice side by side, with the bundles that it ships", async () => {
      expect(shop.resources("AWS::DynamoDB::Table")).toHaveLength(2);
      expect(shop.functions.filter(({ name }) => name !== undefined)).toHaveLength(2 * functionNames.length);
      const services = shop.functions.flatMap(({ properties }) => properties.Environment?.Variables.SERVICE_NAME ?? []);
      expect(new Set(services)).toEqual(new Set(["Shop-Feedback", "Shop-Other"]));
      for (const { name, properties } of shop.functions.filter((each) => each.name !== undefined)) {
        const asset = join(assembly, `asset.${properties.Code.S3Key.replace(/\.zip$/, "")}`, "index.mjs");
        const shipped = join(project, "node_modules/hearback/bundles", String(name), "index.mjs");
        expect(await readFile(asset, "utf8")).toBe(await readFile(shipped, "utf8"));
      }
    });

    it("lets itself be extended: another function may read its table", () => {
      const [[tableId] = []] = shop.resources("AWS::DynamoDB::Table");
      const reading = shop.statements().filter(({ actions }) => actions.includes("dynamodb:Scan"));
      expect(reading).toHaveLength(1);
      expect(JSON.stringify(reading[0]?.resources)).toContain(`"Fn::GetAtt":["${tableId}","Arn"]`);
    });

    it("names and exports nothing that a second one would meet", () => {
      expect(JSON.stringify(shop.template.toJSON()["Outputs"])).not.toContain("Export");
      const resources = Object.entries<{ Properties?: object }>(shop.template.toJSON()["Resources"]);
      const physical = /^(Alarm|Table|Role|Function|LogGroup|Topic|Queue|Dashboard)Name$/;
      // A name that was given is a text, and a reference to a resource that has one is not.
      const named = resources.filter(([, { Properties = {} }]) =>
        Object.entries(Properties).some(([key, value]) => physical.test(key) && typeof value === "string"),
      );
      expect(named.map(([id]) => id)).toEqual([]);
    });

    it("may be required, too, by an app that is no ES module", async () => {
      const { stdout } = await run(process.execPath, ["-p", "typeof require('hearback').Hearback"], { cwd: project });
      expect(stdout.trim()).toBe("function");
    });

    it("refuses settings that it does not know, in a sentence", () => {
      expect(said).toContain("- alarmMailBox is no setting; did you mean alarmMailbox?");
    });
  });
});
