import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";

describe("hearback interaction show", () => {
  let hearback: TestHearback;
  let cli: Cli;
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
  });
  afterAll(() => hearback.close());

  const ours = () => ["--workspace", hearback.seed.workspaceId];
  const report = async (body: Record<string, unknown>) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction(body) })).json;

  it("tells everything from what occurred to the last answer, in order", async () => {
    const customer = { email: "jo@example.com" };
    const facts = { id: "t-1", channel: "chat", agent: { id: "a-7", name: "Sam" }, handleTimeSeconds: 312 };
    const { id, invitation } = await report({ ...facts, customer, occurredAt: hearback.clock.now() });
    await hearback.jobs.run("dispatch-invitations");
    await hearback.clock.advance(60);
    await hearback.jobs.run("record-mail-events");
    const link = await hearback.services.links.url("survey", {
      workspaceId: hearback.seed.workspaceId,
      id: invitation.id,
    });
    await postForm(link, { score: "2", comment: "Slow,\nand \u001b[31mred" });
    await hearback.clock.advance(60);
    await postForm(link, { score: "9", comment: "Sorted out" });

    const text = await cli.text("interaction", "show", id, ...ours());
    const [head, , ...lines] = text.trimEnd().split("\n");
    expect(head).toMatch(new RegExp(`^${id} of cus_`));
    const moments = lines.map((line) => /^\S+Z {2}(\w+) *(.*)$/.exec(line) ?? []);
    expect(new Set(moments.map(([, what]) => what))).toEqual(
      new Set(["happened", "received", "decided", "scheduled", "sent", "opened", "delivered", "answered", "edited"]),
    );
    expect(lines.map((line) => line.slice(0, 24))).toEqual(lines.map((line) => line.slice(0, 24)).sort());
    const of = (wanted: string) => moments.find(([, what]) => what === wanted)?.[2];
    expect(of("happened")).toBe("ticket.solved, id t-1, channel chat, agent Sam (a-7), handle time 312 s");
    expect(of("decided")).toMatch(
      new RegExp(`^invited to ${hearback.seed.surveyId} by ${invitation.id}, to be asked at `),
    );
    expect(of("sent")).toMatch(/^message \S+$/);
    expect(of("answered")).toMatch(/^2, "Slow,\\nand \\u001b\[31mred", rsp_/);
    expect(of("edited")).toMatch(/^9, "Sorted out", rsp_/);

    const byApi = await hearback.call("GET", `/v1/interactions/${id}`);
    expect(await cli.json("interaction", "show", id, ...ours())).toEqual(byApi.json);
  }, 30_000);

  it("tells why nobody was asked, and until when", async () => {
    const customer = { email: "li@example.com" };
    await report({ customer });
    await hearback.jobs.run("dispatch-invitations");
    const { id, until } = await report({ customer });
    expect(await cli.text("interaction", "show", id, ...ours())).toContain(`not invited: throttled until ${until}\n`);
  });

  it("tells what is still to come", async () => {
    const { id, invitation } = await report({ send: { delaySeconds: 86_400 } });
    const text = await cli.text("interaction", "show", id, ...ours());
    expect(text).toMatch(new RegExp(`\n\nIt is to be sent at ${invitation.dueAt}\\.\n$`));
  });

  it("keeps what others sent from steering the terminal", async () => {
    const { id } = await report({ product: "plain" });
    const found = await hearback.services.interactions.find(hearback.seed.workspaceId, id);
    if (!found) throw new Error("Not found.");
    const planted = {
      ...found,
      id: `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}`,
      product: "\u001b[2J\u009b2J\u202e",
    };
    await hearback.services.interactions.add(planted);
    const text = await cli.text("interaction", "show", planted.id, ...ours());
    expect(text).toContain("product \ufffd[2J\ufffd2J\ufffd\n");
    const { stdout } = await cli.run("interaction", "show", planted.id, ...ours(), "--json");
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
    expect(JSON.parse(stdout).product).toBe(planted.product);
  });

  it("shows nothing of another workspace", async () => {
    const { workspaceId } = await hearback.plant();
    const { id } = await report({});
    expectRefusal(
      await cli.run("interaction", "show", id, "--workspace", workspaceId),
      /^There is no such interaction/,
      1,
    );
  });
});
