import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, postForm, request, startHearback, type TestHearback } from "../support/hearback.ts";
import { commandsIn, read } from "./markdown.ts";

const document = "README.md";

/** The blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...read(document).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, block = ""]) => block);

describe("the README", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const [invited, notInvited, kpi] = blocks("json").map((block) => JSON.parse(block));

  /** Its words for what differs from one installation to the next. */
  const filled = (text: string): string =>
    text
      .replaceAll("http://127.0.0.1:4747", hearback.url)
      .replaceAll("hb_live_…", hearback.seed.apiKey)
      .replaceAll("srv_…", hearback.seed.surveyId);

  async function send(body: string): Promise<Answer> {
    const [head = ""] = blocks("http");
    const [line = "", ...headers] = filled(head).split("\n\n")[0]?.split("\n") ?? [];
    const [method = "", path = ""] = line.split(" ");
    return request(hearback.url + path, { method, headers: Object.fromEntries(headers.map(splitHeader)), body });
  }
  const splitHeader = (header: string): [string, string] => [header.split(": ")[0] ?? "", header.split(": ")[1] ?? ""];

  /** As a shell and curl read it. */
  function curl(starting: string): Promise<Answer> {
    const command = commandsIn(document).find((one) => one.startsWith(`curl ${starting}`)) ?? "";
    const words = [...filled(command).matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    const valuesAfter = (option: string) => words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ""] : []));
    const [body] = valuesAfter("-d");
    return request(words[1] ?? "", {
      headers: Object.fromEntries(valuesAfter("-H").map(splitHeader)),
      ...(body !== undefined && { method: "POST", body }),
    });
  }

  it("shows a request that is invited, then throttled, and answered as it says", async () => {
    const [, report = ""] = blocks("http")[0]?.split("\n\n") ?? [];
    const first = await send(report);
    expect([first.status, shapeOf(first.json), first.json.outcome]).toEqual([202, shapeOf(invited), invited.outcome]);
    expect((await send(report)).json).toEqual(first.json);
    await hearback.jobs.run("dispatch-invitations");

    const { outcome, reason } = notInvited;
    const second = await send(report.replace("ticket-1001", "ticket-1002"));
    expect(shapeOf(second.json)).toEqual(shapeOf(notInvited));
    expect(second.json).toMatchObject({ outcome, reason });
  });

  it("shows a KPI that follows from the answer, as it is then", async () => {
    // Whoever answers in the same second is taken for a scanner.
    await hearback.clock.advance(600);
    const [mail] = await hearback.mailbox.list();
    const link = mail?.links.find((url) => url.includes("score=9")) ?? "";
    expect((await postForm(link.replace(/\?.*/, ""), { score: "9" })).status).toBe(303);
    await hearback.jobs.run("react-to-changes");
    await hearback.jobs.run("compute-kpis");

    const { json } = await curl("'http://127.0.0.1:4747/v1/kpis/nps?survey=srv_…&by=agent'");
    expect(shapeOf(json)).toEqual(shapeOf(kpi));
    const { survey: _, computedAt: __, window, ...figures } = kpi;
    expect(json).toMatchObject({ ...figures, window: { days: window.days, timeZone: window.timeZone } });
  });

  it("shows how to move the clock, and where the API describes itself", async () => {
    const before = Date.parse(hearback.clock.now());
    expect((await curl("http://127.0.0.1:4747/_local/clock")).status).toBe(200);
    expect(Date.parse(hearback.clock.now()) - before).toBeGreaterThanOrEqual(86_400_000);
    const addresses = [
      ...read(document).matchAll(/`(?:GET )?(http:\/\/127\.0\.0\.1:4747\/\S+?|\/v1\/openapi\.json)`/g),
    ];
    const urls = addresses.map(([, address = ""]) => new URL(filled(address), hearback.url).href);
    expect(urls).toContain(`${hearback.url}/docs`);
    for (const url of urls) {
      // The one that is posted to.
      if (!url.endsWith("/v1/interactions")) expect((await request(url)).status, url).toBe(200);
    }
  });
});

/** The names in a value, without what stands under them. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
