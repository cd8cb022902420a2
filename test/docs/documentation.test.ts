import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { placeOptionsOf } from "../../bin/commands/arguments.ts";
import { commands } from "../../bin/commands/commands.ts";
import { unfairTimes } from "../../functions/domain/fair-time.ts";
import { notInvitedReasons } from "../../functions/domain/interaction.ts";
import { deliveryStatuses, invitationStatuses } from "../../functions/domain/invitation.ts";
import { metricNames } from "../../functions/domain/metric-names.ts";
import { suppressionReasons } from "../../functions/domain/suppression.ts";
import { placeFields, readStages } from "../../lib/config.ts";
import { contextNames } from "../../lib/context.ts";
import { serviceFunctions } from "../../lib/service-functions.ts";
import { readSettings, settingFields } from "../../lib/settings.ts";
import { deploy } from "../lib/deploy.ts";
import { commandsIn, documents, headingsIn, linksIn, namedRows, namedRowsIn, read, root, section } from "./markdown.ts";

const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;

describe("the documents", () => {
  it.each(documents)("%s links to files and headings that are there", (document) => {
    for (const { file, heading } of linksIn(document)) {
      expect(existsSync(join(root, file)), `${document} links to ${file}`).toBe(true);
      if (heading !== undefined) expect(headingsIn(file), `${document} links to ${file}#${heading}`).toContain(heading);
    }
  });

  it("have been read: they hold links, commands and headings", () => {
    const all = documents.flatMap((document) => [...linksIn(document), ...commandsIn(document)]);
    expect(documents).toEqual(expect.arrayContaining(["README.md", "docs/deploy.md", "docs/operations.md"]));
    expect(all.length).toBeGreaterThan(100);
    expect(headingsIn("docs/operations.md")).toContain("why-was-this-customer-not-asked");
  });

  it.each(documents)("%s names npm scripts that exist", (document) => {
    for (const [, name = ""] of read(document).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*\w)/g)) {
      expect(scripts, `${document} says npm run ${name}`).toHaveProperty([name]);
    }
  });

  it.each(documents)("%s calls hearback with commands and options that it has", (document) => {
    const calls = commandsIn(document)
      .flatMap((line) => line.split("npm run -s hearback -- ").slice(1))
      .filter((call) => !call.startsWith("COMMAND"));
    for (const call of calls) {
      const command = commands.find(({ name }) => call === name || call.startsWith(`${name} `));
      const given = [...call.matchAll(/(?<=\s)--([a-z-]+)/g)].map(([, name = ""]) => name);
      expect(command, `${document} calls ${call}`).toBeDefined();
      const known = { ...command?.options, ...(command && placeOptionsOf(command)), json: {}, help: {} };
      for (const name of given) expect(known, `${document} calls ${call}`).toHaveProperty([name]);
    }
  });
});

describe("the way to a deployment", () => {
  const rows = new Map(namedRows("docs/deploy.md").map(([name = "", ...cells]) => [name, cells]));
  const sender = "feedback@example.com";
  const fields: Record<string, unknown> = { ...readSettings({ sender }), ...readStages({ sender })[0], env: undefined };
  const names = Object.keys({ ...placeFields, ...settingFields });

  it.each(names)("tells what %s does, and its default", (name) => {
    const [standard] = rows.get(name) ?? [];
    const value = fields[name];
    if (name === "sender") return expect(standard).toBe("required");
    const isNone = value === undefined || (typeof value === "object" && Object.keys(Object(value)).length === 0);
    expect(standard).toBe(isNone ? "none" : String(value));
  });

  it("shows settings that there are, each with a value that it takes", () => {
    const shown = documents.flatMap((document) =>
      [...read(document).matchAll(/^```ts\n([^`]*?defineConfig\(.*?)^```$/gms)].map(([, block = ""]) => block),
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const block of shown) {
      const config = /defineConfig\((.*)\);/s.exec(block)?.[1] ?? "";
      expect(() => readStages(runInNewContext(`(${config})`)), block).not.toThrow();
    }
  });

  it("names only context that is read", () => {
    for (const document of documents) {
      for (const [, name = ""] of read(document).matchAll(/-c hearback:([a-z]\w*)/g)) {
        expect(contextNames, document).toContain(name);
      }
    }
  });

  it("explains every output of the stack", () => {
    const outputs = Object.keys(deploy().template.findOutputs("*"));
    expect(outputs).toContain("DnsRecord5");
    for (const output of outputs) expect(read("docs/deploy.md")).toContain(`\`${output}\``);
  }, 60_000);
});

describe("the operator's handbook", () => {
  const rows = new Map(namedRows("docs/operations.md").map(([name = "", ...cells]) => [name, cells]));

  it.each(Object.entries(serviceFunctions))("tells how long %s may run", (name, { timeoutSeconds }) => {
    expect(rows.get(name)).toContain(`${timeoutSeconds} s`);
  });

  it.each(metricNames)("tells what %s counts", (name) => {
    const found = namedRowsIn(section("docs/operations.md", "### Metrics")).filter(([named]) => named === name);
    expect(found).toEqual([[name, expect.stringMatching(/\w/), expect.stringMatching(/\w/)]]);
  });

  const states: Readonly<Record<string, readonly string[]>> = {
    "### Why there is no invitation": notInvitedReasons,
    "### Where an invitation stands": invitationStatuses,
    "### Why it waits or has ended": [...unfairTimes, ...suppressionReasons, ...ownReasons()],
    "### What became of a mail": deliveryStatuses,
  };
  const words = Object.entries(states).flatMap(([heading, each]) => each.map((word) => [word, heading] as const));

  it.each(words)("tells what %s means and what to do, under %s", (word, heading) => {
    const found = namedRowsIn(section("docs/operations.md", heading)).filter(([name]) => name === word);
    expect(found).toEqual([[word, expect.stringMatching(/\w/), expect.stringMatching(/\w/)]]);
  });

  /** Reasons that the code gives in its own words, besides the policy's. */
  function ownReasons(): string[] {
    const given = [
      /\breason: (?:[\w.]+ \?\? )?"([a-z_]+)"/g,
      /\brest\("([a-z_]+)"\)/g,
      /\brestChanges\(\w+, "([a-z_]+)"\)/g,
      /\bdoubted\([^"]*"([a-z_]+)"\)/g,
    ];
    const code = ["functions/jobs", "functions/endpoints", "functions/adapters/ses"].flatMap(sourcesIn).join("\n");
    const found = given.flatMap((pattern) => [...code.matchAll(pattern)].map(([, reason = ""]) => reason));
    const known: readonly string[] = [...notInvitedReasons, ...suppressionReasons];
    return [...new Set(found)].filter((reason) => !known.includes(reason));
  }

  function sourcesIn(folder: string): string[] {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(root, folder, name), "utf8"));
  }

  it("has read the reasons in the code", () => {
    expect(ownReasons()).toEqual(
      expect.arrayContaining(["answered", "crashed", "error", "not_chosen", "unsafe_header"]),
    );
  });

  it("names queues that the stack has, and all of them; hearback doctor finds all that it looks for", () => {
    const { resources, template } = deploy();
    const queues = resources("AWS::SQS::Queue");
    const names = queues.map(([id]) => id.replace(/[0-9A-F]{8}$/, ""));
    expect(names).toHaveLength(4);
    for (const name of names) expect(read("docs/operations.md")).toContain(`\`${name}\``);
    const ends = queues.filter(([, { RedrivePolicy }]) => RedrivePolicy === undefined).map(([id]) => id);
    expect(ends.every((id) => id.includes("Failed"))).toBe(true);
    expect(ends).toHaveLength(3);
    for (const type of ["SNS::Topic", "SES::ConfigurationSet", "Scheduler::Schedule"]) {
      expect(resources(`AWS::${type}`), type).not.toEqual([]);
    }
    const outputs = Object.keys(template.findOutputs("*"));
    expect(outputs).toEqual(expect.arrayContaining(["ApiUrl", "TableName", "Sender", "AlarmTopic"]));
  });
});
