import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { surveyKinds } from "../../functions/domain/scale.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";

describe("hearback survey", () => {
  let hearback: TestHearback;
  let cli: Cli;
  let ours: string[];
  let folder: string;
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
    ours = ["--workspace", hearback.seed.workspaceId];
    folder = await mkdtemp(join(tmpdir(), "hearback-survey-"));
  });
  afterAll(async () => {
    await hearback.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fileOf = async (name: string, content: unknown) => {
    const file = join(folder, name);
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };

  it("creates one of a name and a kind, as the API would", async () => {
    const args = ["--name", "Delivery", "--kind", "nps", "--listens-to", "order.delivered, order.returned"];
    const created = await cli.json("survey", "create", ...ours, ...args);
    expect(created).toMatchObject({ status: "active", version: 1, listensTo: ["order.delivered", "order.returned"] });
    const byApi = await hearback.call("GET", `/v1/surveys/${created.id}`);
    expect(byApi.json).toEqual(created);
    expect(await cli.text("survey", "create", ...ours, "--name", "Bare", "--kind", "nps")).toMatch(
      /listens to +nothing\nasks after +1 hour\nexpires after +30 days\n.*\nedit window +7 days\n/,
    );
  }, 30_000);

  it("creates one of a file, shows it and lists it", async () => {
    const file = await fileOf("survey.json", {
      name: "From a file",
      kind: "nps",
      listensTo: ["ticket.closed"],
      invitation: { delaySeconds: 1 },
      question: { en: "Would you recommend us?", de: "Würden Sie uns empfehlen?" },
    });
    const created = await cli.json("survey", "create", ...ours, "--file", file);
    expect(created).toMatchObject({
      invitation: { delaySeconds: 1, expireAfterDays: 30 },
      policy: { throttleDays: 30 },
    });
    expect(await cli.json("survey", "show", created.id, ...ours)).toEqual(created);
    const shown = await cli.text("survey", "show", created.id, ...ours);
    expect(shown).toMatch(/asks after +1 second\n.*expires after +30 days\n/s);
    expect(shown).toMatch(/question +own, in de, en\nthanks +built in\n/);
    const { items } = await cli.json("survey", "list", ...ours);
    expect(items[0]).toEqual(created);
    expect(await cli.text("survey", "list", ...ours)).toMatch(/ From a file +nps +active +1 +ticket\.closed /);
  }, 40_000);

  it("creates one of every kind", async () => {
    for (const kind of Object.keys(surveyKinds)) {
      const created = await cli.json("survey", "create", ...ours, "--name", kind, "--kind", kind);
      expect(created).toMatchObject({ kind, status: "active" });
    }
    const effort = ["--name", "Effort", "--kind", "ces", "--effort-scale", "effort"];
    expect(await cli.text("survey", "create", ...ours, ...effort)).toMatch(/\nscale +1 to 5, low is good\n/);
  }, 40_000);

  it("shows what else a survey may have, and what is not done to the letter", async () => {
    const file = await fileOf("whole.json", {
      name: "Whole",
      kind: "stars",
      followUps: [{ id: "why", type: "text", ask: { en: "Why?" } }],
      thanksLink: { url: "https://reviews.example.com" },
      brand: { name: "Juniper Garden", accentColour: "#fe0" },
      replyTo: "care@juniper.example.com",
    });
    const shown = await cli.text("survey", "create", ...ours, "--file", file);
    expect(shown).toMatch(/\nfollow-ups +why \(text\)\n/);
    expect(shown).toMatch(/\nthanks link +https:\/\/reviews\.example\.com\n/);
    expect(shown).toMatch(/\nreply to +care@juniper\.example\.com\n/);
    expect(shown).toMatch(/\nbrand +Juniper Garden, #ffee00\n/);
    expect(shown).toMatch(/\n\nbrand\.accentColour: #ffee00 is shown as #[^\n]+\.\n$/);
  }, 30_000);

  it("carries one to another workspace", async () => {
    const document = await cli.json("survey", "export", hearback.seed.surveyId, ...ours);
    expect(document).toMatchObject({ hearback: "survey/1", name: "After support", kind: "nps" });
    const file = await fileOf("exported.json", await cli.text("survey", "export", hearback.seed.surveyId, ...ours));
    const { id: workspace } = await cli.json("workspace", "create", "--name", "Other");
    const imported = await cli.json("survey", "import", "--workspace", workspace, "--file", file);
    expect(await cli.json("survey", "export", imported.id, "--workspace", workspace)).toEqual(document);
  }, 40_000);

  it("archives one", async () => {
    const { id } = await cli.json("survey", "create", ...ours, "--name", "Old", "--kind", "nps");
    expect(await cli.text("survey", "archive", id, ...ours)).toMatch(/\nstatus +archived\n/);
    expect((await hearback.call("GET", `/v1/surveys/${id}`)).json.status).toBe("archived");
  }, 30_000);

  it("says that a workspace has none yet", async () => {
    const { id } = await cli.json("workspace", "create", "--name", "New");
    expect(await cli.text("survey", "list", "--workspace", id)).toBe("The workspace has no survey yet.\n");
  });

  it.each<[string[], RegExp, 1 | 2]>([
    [["create", "--name", "x"], /^--kind is missing/, 2],
    [["create", "--name", "x", "--kind", "quiz"], /^--kind must be one of nps, /, 2],
    [["create", "--name", "x", "--kind", "nps", "--effort-scale", "effort"], /^--effort-scale is only for ces/, 2],
    [["create", "--file", "/none.json"], /^\/none\.json cannot be read: no such file or directory/, 2],
    [["create", "--file", "/none.json", "--kind", "nps"], /^--kind does not go with --file/, 2],
    [["show", "srv_00000000000"], /^There is no such survey/, 1],
    [["list", "--limit", "3"], /^There is no option --limit/, 2],
  ])("refuses %j in one sentence", async (args, wanted, exitCode) => {
    expectRefusal(await cli.run("survey", ...args, ...ours), wanted, exitCode);
  });

  it("says where a file is wrong", async () => {
    const [notJson, wrong, list] = [
      await fileOf("not.json", "{ half"),
      await fileOf("wrong.json", { kind: "nps", name: "x", invitation: { delaySeconds: -1 }, colour: "red" }),
      await fileOf("list.json", []),
    ];
    const create = (file: string) => cli.run("survey", "create", ...ours, "--file", file);
    expectRefusal(await create(notJson), /not\.json is not JSON/, 2);
    expectRefusal(
      await create(wrong),
      /^invitation\.delaySeconds in .*wrong\.json (?:must|is) .*; colour in .* is not a known/,
      2,
    );
    expectRefusal(await create(list), /list\.json must be an object/, 2);
  }, 30_000);
});
