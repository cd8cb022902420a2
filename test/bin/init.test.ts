import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../bin/commands/run.ts";
import type { Config } from "../../functions/config.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, engineEnv, expectRefusal } from "./cli.ts";

const apiKeyIn = (text: string): string => /^key +(hb_live_\w+)$/m.exec(text)?.[1] ?? "";

describe("hearback init", () => {
  let hearback: TestHearback;
  let cli: Cli;
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
    hearback.jobs.start(0.2);
  });
  afterAll(() => hearback.close());

  const me = "me@shop.example";
  const firstRun = ["init", "--name", "Maple Post", "--email", me];
  const mailsTo = async (address: string) => (await hearback.mailbox.list()).filter(({ to }) => to.includes(address));
  const named = async (name: string) => {
    const { items } = await cli.json("workspace", "list");
    return items.filter((one: { name: string }) => one.name === name);
  };

  it("makes what is needed, and sends a survey that arrives", async () => {
    const text = await cli.text(...firstRun);
    expect(text).toMatch(/^workspace +ws_\w+ Maple Post\nsurvey +srv_\w+ After support: recommendation\nkey +hb_live_/);
    expect(text).toContain("This is the whole key. Keep it now: it is not shown again.\n");
    expect(text).toContain(`\nmail       to ${me}: delivered: look into the mailbox\n`);
    const [mail, another] = await mailsTo(me);
    expect([mail?.subject, another]).toEqual([expect.stringContaining("Maple Post"), undefined]);
    const report = interaction({ type: "ticket.solved" });
    const { status, json } = await hearback.call("POST", "/v1/interactions", { body: report, key: apiKeyIn(text) });
    expect([status, json.outcome]).toEqual([202, "invited"]);
    expect(text).toContain(`curl $HEARBACK_URL/v1/interactions -H "Authorization: Bearer ${apiKeyIn(text)}"`);
  });

  it("tells the next commands as it was itself called", async () => {
    expect(await cli.text(...firstRun)).toMatch(/\nhearback interaction show int_/);
    vi.stubEnv("npm_lifecycle_event", "hearback");
    expect(await cli.text(...firstRun)).toMatch(/\nnpm run -s hearback -- interaction show int_/);
    vi.unstubAllEnvs();
  });

  it("takes up what is there when it is run again, and mails nobody twice", async () => {
    const again = await cli.text(...firstRun.with(2, " maple post "));
    expect(again).toMatch(
      /^workspace +ws_\w+ Maple Post, which was there\nsurvey +srv_\w+ .*, which was there\nkey +key_/,
    );
    expect(again).toContain("Bearer $HEARBACK_API_KEY");
    expect(await mailsTo(me)).toHaveLength(1);
    expect(await named("Maple Post")).toHaveLength(1);
    const told = await cli.json(...firstRun, "--survey", "delivery-stars");
    expect(told).toMatchObject({ mail: { standing: "arrived" }, surveyId: expect.stringMatching(/^srv_/) });
    expect(told).not.toHaveProperty("apiKey");
    expect(await mailsTo(me)).toHaveLength(2);
  });

  it("refuses to guess between two workspaces of one name", async () => {
    for (let n = 0; n < 2; n++) await cli.json("workspace", "create", "--name", "Twice");
    const refused = await cli.run("init", "--name", "Twice", "--email", me);
    expectRefusal(refused, /^2 workspaces are named Twice: ws_\w+, ws_\w+\. Say another name, or rename one\.$/, 1);
  });

  it("says that a mail bounced, and fails", async () => {
    const { code, stdout } = await cli.run("init", "--name", "Elm", "--email", "bounce@simulator.amazonses.com");
    expect(code).toBe(1);
    expect(stdout).toContain("bounced: the mailbox does not exist or takes no mail\n");
  });

  it("asks at a terminal for what it was not told", async () => {
    const { code, shown } = await atTerminal(["--wait", "0"], ["Oak & Sons", "oak@shop.example", "chat-thumbs"]);
    expect(code).toBe(0);
    expect(shown).toMatch(
      /What do customers know your business by\? [\s\S]*Your e-mail address: [\s\S]*Which survey\? \(support-nps\)/,
    );
    expect(shown).toMatch(/workspace +ws_\w+ Oak & Sons\nsurvey +srv_\w+ /);
    const stopped = await atTerminal([], ["Fir"], "end");
    expect([stopped.code, stopped.errors]).toEqual([1, "Stopped.\n"]);
    expect(await named("Fir")).toEqual([]);
  });

  /** Types an answer as soon as there is a question. */
  async function atTerminal(args: readonly string[], answers: readonly string[], after?: "end") {
    const { tableName } = hearback.services.settings as Config;
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const left = [...answers];
    let [shown, errors] = ["", ""];
    const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
    stdout.on("data", (chunk) => {
      shown += chunk;
      if (!/[?:)] $/.test(String(chunk))) return;
      const answer = left.shift();
      if (answer !== undefined) stdin.write(`${answer}\n`);
      else if (after) stdin.end();
    });
    const before = process.env;
    process.env = { ...before, ...engineEnv() };
    try {
      const terminal = { env: process.env, stdin, stdout, stderr: { write: (text: string) => (errors += text) } };
      const code = await runCommandLine(["init", ...args, "--table", tableName], terminal);
      return { code, shown, errors };
    } finally {
      process.env = before;
    }
  }
});
