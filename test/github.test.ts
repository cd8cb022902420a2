/** The workflows and forms of the repository's host, of which nobody hears on a laptop that they are broken. */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const filesIn = (folder: string): string[] => readdirSync(join(root, folder)).map((file) => [folder, file].join("/"));

interface Job {
  readonly uses?: string;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly { readonly run?: string }[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly { readonly type: string; readonly id?: string; readonly attributes: object }[];
}

const manifest = JSON.parse(read("package.json"));
const workflowOf = (path: string): Workflow => load(read(path)) as Workflow;
const workflows = filesIn(".github/workflows");
const commandsOf = (path: string): string[] =>
  Object.values(workflowOf(path).jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? []));

describe("the workflows", () => {
  it("check changes, release tags and ask weekly what has become known", () => {
    expect(workflows.map((path) => Object.keys(workflowOf(path).on))).toEqual([
      ["schedule", "workflow_dispatch"],
      ["pull_request", "push", "workflow_call"],
      ["push"],
    ]);
  });

  it.each(workflows)("%s runs scripts that exist", (path) => {
    for (const line of commandsOf(path)) {
      const [, script] = /npm run (?:-s )?([\w:-]+)/.exec(line) ?? [];
      if (script !== undefined) expect(manifest.scripts).toHaveProperty([script]);
      const [command = ""] = line.split(" ");
      if (command.includes("/")) accessSync(join(root, command), constants.X_OK);
      else expect(["npm", "gh"]).toContain(command);
    }
  });

  it.each(workflows)("%s uses others' actions by the commit they were looked at, and our own", (path) => {
    const used = [...read(path).matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
    for (const action of used) {
      if (action.startsWith("./")) expect(existsSync(join(root, action))).toBe(true);
      else expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it.each(workflows)("%s may read, ends by itself, and may do more only in the job that has to", (path) => {
    const { permissions, jobs } = workflowOf(path);
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs).filter(({ uses }) => !uses)) expect(job["timeout-minutes"]).toBeLessThan(60);
    const more = Object.entries(jobs).flatMap(([name, job]) => (job.permissions ? [[name, job.permissions]] : []));
    expect(more).toEqual(
      path.endsWith("release.yml")
        ? [
            ["github", { contents: "write" }],
            ["npm", { "id-token": "write" }],
          ]
        : [],
    );
  });

  it("check on the oldest Node that is promised, which a developer's is, and on Lambda's", () => {
    const promised = Number(/\d+/.exec(manifest.engines.node)?.[0]);
    expect(Number(read(".nvmrc"))).toBe(promised);
    const ofLambda = Number(/Runtime\.NODEJS_(\d+)_X/.exec(read("lib/constructs/service-function.ts"))?.[1]);
    expect(workflowOf(".github/workflows/check.yml").jobs["check"]?.strategy?.matrix.node).toEqual([
      promised,
      ofLambda,
    ]);
  });
});

describe("what is asked of whoever reports something", () => {
  const forms = filesIn(".github/ISSUE_TEMPLATE").filter((path) => !path.endsWith("config.yml"));

  it.each(forms)("%s is a form", (path) => {
    const { name, description, body } = load(read(path)) as Form;
    expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
    const needed: Record<string, string> = {
      markdown: "value",
      textarea: "label",
      input: "label",
      dropdown: "options",
    };
    for (const { type, attributes } of body) expect(attributes).toHaveProperty([needed[type] ?? "a known type"]);
    const ids = body.filter(({ type }) => type !== "markdown").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(undefined);
  });

  it("is a bug, a feature or a question", () => {
    expect(forms.map((path) => path.split("/").at(-1))).toEqual(["bug.yml", "feature.yml", "question.yml"]);
  });
});

describe("what is kept up to date by itself", () => {
  it("leaves out only packages that there are", () => {
    const { updates } = load(read(".github/dependabot.yml")) as {
      updates: { "package-ecosystem": string; ignore?: { "dependency-name": string }[] }[];
    };
    expect(updates.map((update) => update["package-ecosystem"])).toEqual(["npm", "github-actions"]);
    const left = updates.flatMap(({ ignore = [] }) => ignore).map((one) => one["dependency-name"]);
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const name of left) expect(Object.keys(asked)).toContainEqual(expect.stringContaining(name.replace("*", "")));
  });
});
