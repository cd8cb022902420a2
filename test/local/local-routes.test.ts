import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalControls, type LocalResponse, localRoutes } from "../../local/local-routes.ts";
import { Mailbox } from "../../local/mailbox.ts";
import type { SesEvent } from "../../local/ses-events.ts";

let directory: string;
let controls: LocalControls;
let now: string;
let events: SesEvent[];
let ran: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hearback-routes-"));
  now = "2026-11-22T09:30:00Z";
  events = [];
  ran = [];
  controls = {
    mailbox: await Mailbox.open(directory),
    jobs: ["dispatch-invitations", "compute-kpis"],
    now: () => now,
    advance: async (seconds) => {
      now = new Date(Date.parse(now) + seconds * 1000).toISOString();
      return { now };
    },
    run: async (job) => {
      ran.push(job);
      return { sent: 1 };
    },
    emit: (event) => void events.push(event),
    sheets: async () => [],
    welcome: () => ({
      apiKey: "hb_live_shown",
      kpiUrl: "http://127.0.0.1:3000/v1/kpis/nps?window=30&by=agent",
      curl: 'curl -d \'{"type":"ticket.solved"}\' http://127.0.0.1:3000/v1/interactions',
      url: "http://127.0.0.1:3000",
    }),
  };
});

afterEach(() => rm(directory, { recursive: true }));

async function addMail(
  parts: { subject?: string; html?: string; text?: string; from?: string } = {},
  id = "0100-a-1",
): Promise<string> {
  const content = { from: "Acme <feedback@acme.example>", to: "jo@example.com", subject: "How did we do?", ...parts };
  const raw = await new MailComposer(content).compile().build();
  await controls.mailbox.add({
    id,
    raw,
    source: "feedback@acme.example",
    to: ["jo@example.com"],
    sentAt: now,
    tags: { workspace: "ws_1" },
  });
  return id;
}

interface Sent {
  headers?: Record<string, string>;
  body?: string;
}

async function visit(method: string, url: string, { headers = {}, body = "" }: Sent = {}): Promise<LocalResponse> {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1:3000");
  const request = {
    method,
    path: pathname,
    query: searchParams,
    headers: { host: "127.0.0.1:3000", accept: "*/*", ...headers },
    body: Buffer.from(body),
  };
  const answer = await localRoutes(controls)(request);
  return answer ?? expect.fail(`${url} is not under /_local`);
}

const get = (url: string) => visit("GET", url);
const page = async (url: string) => String((await visit("GET", url, { headers: { accept: "text/html" } })).body);
const postJson = (url: string, value: unknown, headers: Record<string, string> = {}) =>
  visit("POST", url, { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) });
const postForm = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  visit("POST", url, {
    headers: {
      accept: "text/html",
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
const read = (answer: LocalResponse) => JSON.parse(String(answer.body));

describe("the local inbox for programs", () => {
  it("is an empty array before any mail", async () => {
    const answer = await get("/_local/inbox");

    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toContain("application/json");
    expect(read(answer)).toEqual([]);
  });

  it("lists the mails newest first, with address, time and links", async () => {
    await addMail({ html: '<a href="https://acme.example/s/t?score=9&amp;x=1">9</a>' }, "0100-a-1");
    now = "2026-11-22T10:30:00Z";
    await addMail({ subject: "A reminder", text: "no link" }, "0100-a-2");

    expect(read(await get("/_local/inbox"))).toEqual([
      { id: "0100-a-2", to: "jo@example.com", subject: "A reminder", sentAt: "2026-11-22T10:30:00Z", links: [] },
      {
        id: "0100-a-1",
        to: "jo@example.com",
        subject: "How did we do?",
        sentAt: "2026-11-22T09:30:00Z",
        links: ["https://acme.example/s/t?score=9&x=1"],
      },
    ]);
  });

  it("serves the MIME of a mail as plain text", async () => {
    const answer = await get(`/_local/inbox/${await addMail({ text: "hi" })}/raw`);

    expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(String(answer.body)).toMatch(/^From: Acme <feedback@acme\.example>/m);
  });

  it("answers HEAD as GET, without a body", async () => {
    const answer = await visit("HEAD", "/_local/inbox");

    expect(answer).toMatchObject({ status: 200, body: "" });
  });
});

describe("steering the local system", () => {
  it("moves the clock and answers the new time", async () => {
    const answer = await postJson("/_local/clock", { advanceSeconds: 3600 });

    expect(answer.status).toBe(200);
    expect(read(answer)).toEqual({ now: "2026-11-22T10:30:00.000Z" });
  });

  it("takes JSON that curl labelled as a form", async () => {
    const answer = await visit("POST", "/_local/clock", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: '{"advanceSeconds":60}',
    });

    expect(read(answer)).toEqual({ now: "2026-11-22T09:31:00.000Z" });
  });

  it("runs a job and answers what it returned", async () => {
    const answer = await visit("POST", "/_local/run/dispatch-invitations");

    expect(read(answer)).toEqual({ job: "dispatch-invitations", result: { sent: 1 } });
    expect(ran).toEqual(["dispatch-invitations"]);
  });

  it("tells which job failed, and why", async () => {
    controls.run = async () => {
      throw new Error("the table is gone");
    };
    const answer = await visit("POST", "/_local/run/compute-kpis");

    expect(answer.status).toBe(500);
    expect(read(answer).detail).toBe("compute-kpis failed: the table is gone");
  });

  it.each([
    [{ type: "Delivery" }, { eventType: "Delivery", delivery: { recipients: ["jo@example.com"] } }],
    [{ type: "Bounce" }, { eventType: "Bounce", bounce: { bounceType: "Permanent", bounceSubType: "General" } }],
    [
      { type: "Bounce", bounceType: "Transient" },
      { eventType: "Bounce", bounce: { bounceType: "Transient", bounceSubType: "MailboxFull" } },
    ],
    [
      { type: "Complaint" },
      { eventType: "Complaint", complaint: { complainedRecipients: [{ emailAddress: "jo@example.com" }] } },
    ],
    [
      { type: "Bounce", bounceType: "Undetermined" },
      { eventType: "Bounce", bounce: { bounceType: "Undetermined", bounceSubType: "Undetermined" } },
    ],
    [
      { type: "DeliveryDelay" },
      { eventType: "DeliveryDelay", deliveryDelay: { delayType: "TransientCommunicationFailure" } },
    ],
    [
      { type: "Subscription" },
      { eventType: "Subscription", subscription: { newTopicPreferences: { unsubscribeAll: true } } },
    ],
    [{ type: "Reject" }, { eventType: "Reject", reject: { reason: "Bad content" } }],
    [{ type: "Rendering Failure" }, { eventType: "Rendering Failure", failure: { templateName: "local" } }],
    [{ type: "Send" }, { eventType: "Send", send: {} }],
  ])("reports %o about a mail", async (asked, expected) => {
    const messageId = await addMail({ text: "hi" });
    const answer = await postJson("/_local/mail-events", { messageId, ...asked });

    expect(answer.status).toBe(202);
    expect(read(answer)).toMatchObject({ messageId, ...asked });
    expect(events).toMatchObject([{ ...expected, mail: { messageId, tags: { workspace: ["ws_1"] } } }]);
  });

  it("returns to the page whose button was pressed", async () => {
    const messageId = await addMail({ text: "hi" });
    const back = `/_local/mailbox/${messageId}?view=text`;

    expect(await postForm("/_local/clock", { advanceSeconds: "3600", back })).toMatchObject({
      status: 303,
      headers: { location: `${back}&notice=clock` },
    });
    expect(await postForm("/_local/run/compute-kpis", { back })).toMatchObject({
      status: 303,
      headers: { location: `${back}&notice=compute-kpis` },
    });
    expect(await postForm("/_local/mail-events", { messageId, type: "Complaint", back })).toMatchObject({
      status: 303,
      headers: { location: `${back}&notice=Complaint` },
    });
    expect([now, ran, events.length]).toEqual(["2026-11-22T10:30:00.000Z", ["compute-kpis"], 1]);
  });

  it("returns to nothing but its own pages", async () => {
    for (const back of ["https://evil.example/", "//evil.example", "/_local/mailbox/../../s/t", "/v1/keys"]) {
      expect((await postForm("/_local/clock", { advanceSeconds: "1", back })).headers.location).toBe(
        "/_local/mailbox?notice=clock",
      );
    }
  });
});

describe("bad input to the local routes", () => {
  async function problemOf(answer: LocalResponse): Promise<{ status: number; detail: string }> {
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(read(answer)).toMatchObject({ type: "about:blank", title: expect.any(String), status: answer.status });
    return { status: answer.status, detail: read(answer).detail };
  }

  it("that is not JSON is malformed", async () => {
    const answer = await visit("POST", "/_local/clock", { headers: { "content-type": "application/json" }, body: "{" });
    expect(await problemOf(answer)).toEqual({ status: 400, detail: "The body is not JSON." });
  });

  it.each([-1, 1.5, 31_536_001, 1e300, "3600", null, undefined])(
    "%s is no number of seconds to advance",
    async (advanceSeconds) => {
      expect(await problemOf(await postJson("/_local/clock", { advanceSeconds }))).toMatchObject({ status: 422 });
      expect((await postForm("/_local/clock", { advanceSeconds: "soon" })).status).toBe(422);
      expect(now).toBe("2026-11-22T09:30:00Z");
    },
  );

  it.each([[[]], ["3600"], [3600], [null]])("%o is no JSON object", async (value) => {
    expect(await problemOf(await postJson("/_local/clock", value))).toMatchObject({ status: 422 });
    expect(await problemOf(await postJson("/_local/mail-events", value))).toMatchObject({ status: 422 });
  });

  it("is told which job is unknown, mail is unknown, or field is wrong", async () => {
    const messageId = await addMail({ text: "hi" });

    expect(await problemOf(await visit("POST", "/_local/run/drop-everything"))).toEqual({
      status: 404,
      detail: "There is no such job. The jobs are dispatch-invitations, compute-kpis.",
    });
    expect(
      await problemOf(await postJson("/_local/mail-events", { messageId: "0100-none", type: "Bounce" })),
    ).toMatchObject({ status: 404 });
    expect(await problemOf(await postJson("/_local/mail-events", { messageId, type: "Open" }))).toEqual({
      status: 422,
      detail:
        "type must be one of Send, Delivery, DeliveryDelay, Bounce, Complaint, Subscription, Reject, Rendering Failure.",
    });
    expect(
      await problemOf(await postJson("/_local/mail-events", { messageId, type: "Bounce", bounceType: "Hard" })),
    ).toMatchObject({ status: 422 });
    expect(await problemOf(await get("/_local/inbox/0100-none/raw"))).toMatchObject({ status: 404 });
    expect(await problemOf(await get("/_local/nothing"))).toMatchObject({ status: 404 });
    expect(events).toEqual([]);
  });

  it("as a wrong method says which one is right", async () => {
    expect(await visit("GET", "/_local/clock")).toMatchObject({ status: 405, headers: { allow: "POST" } });
    expect(await visit("POST", "/_local/inbox")).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
  });

  it("shows a person a page instead", async () => {
    const answer = await visit("GET", "/_local/mailbox/0100-none", { headers: { accept: "text/html,*/*" } });

    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.body).toContain("The mailbox holds no mail with this id.");
  });

  it.each([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "http://127.0.0.1:4000" }],
  ])("from another site is refused: %o", async (headers: Record<string, string>) => {
    expect(await problemOf(await postJson("/_local/clock", { advanceSeconds: 60 }, headers))).toMatchObject({
      status: 403,
    });
    expect(now).toBe("2026-11-22T09:30:00Z");
  });

  it("from our own pages is taken, also where browsers send no Sec-Fetch-Site", async () => {
    expect((await postJson("/_local/clock", { advanceSeconds: 60 }, { origin: "http://127.0.0.1:3000" })).status).toBe(
      200,
    );
    expect((await postJson("/_local/clock", { advanceSeconds: 60 }, { "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
  });

  it("outside /_local is left to the rest of the system", async () => {
    const request = {
      method: "GET",
      path: "/_localhost",
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.alloc(0),
    };
    expect(await localRoutes(controls)(request)).toBeUndefined();
  });
});

describe("the local pages", () => {
  const hostile = '<script>alert("subject")</script>';

  it("lead from /_local to the mailbox", async () => {
    expect(await get("/_local")).toMatchObject({ status: 303, headers: { location: "/_local/mailbox" } });
  });

  it("tell what to do while the mailbox is empty, and how to look again", async () => {
    const empty = await page("/_local/mailbox");
    expect(empty).toContain("curl -d &#39;{&quot;type&quot;:&quot;ticket.solved&quot;}&#39;");
    expect(empty).toContain('<a href="/_local/mailbox">look again</a>');

    await addMail({ text: "hi" });
    expect(await page("/_local/mailbox")).not.toContain("look again");
  });

  it("show on each the time, the clock's buttons, the jobs and the way to the figures", async () => {
    const id = await addMail({ text: "hi" });
    for (const url of ["/_local/mailbox", `/_local/mailbox/${id}`, "/_local/mailbox/0100-none"]) {
      const shown = await page(url);
      expect(shown).toContain("Sun 22 Nov 2026, 09:30 UTC");
      for (const label of ["+1 hour", "+1 day", "+30 days"]) expect(shown).toContain(`>${label}</button>`);
      expect(shown).toContain('action="/_local/run/compute-kpis"');
      expect(shown).toContain('href="http://127.0.0.1:3000/v1/kpis/nps?window=30&amp;by=agent"');
      expect(shown).toContain("hb_live_shown");
    }
  });

  it("escape whatever a mail brings along", async () => {
    const id = await addMail({
      subject: hostile,
      from: '"<img src=x onerror=alert(1)>" <feedback@acme.example>',
      text: `${hostile} https://acme.example/"onmouseover="x`,
    });

    for (const url of ["/_local/mailbox", `/_local/mailbox/${id}?view=text`, `/_local/mailbox/${id}?view=source`]) {
      const shown = await page(url);
      expect(shown).toContain("&lt;script&gt;alert(&quot;subject&quot;)&lt;/script&gt;");
      expect(shown).not.toMatch(/<script|<img src=x|"onmouseover/);
    }
  });

  it("allow no script, no foreign resource and no framing", async () => {
    const policy = (await get("/_local/mailbox")).headers["content-security-policy"];

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
  });

  it("say nothing that a link put into their mouth", async () => {
    expect(await page("/_local/mailbox?notice=Your+account+is+closed")).not.toContain("closed");
    expect(await page("/_local/mailbox?notice=compute-kpis")).toContain("compute-kpis has run.");
  });

  it("show a mail's HTML in a frame that runs nothing and opens links in a new tab", async () => {
    const id = await addMail({
      html: `<!doctype html><html><head><title>x</title></head><body>${hostile}<a href="https://acme.example/s/t">9</a></body></html>`,
    });

    expect(await page(`/_local/mailbox/${id}`)).toContain(
      `src="/_local/inbox/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"`,
    );
    const framed = await get(`/_local/inbox/${id}/html`);
    expect(framed.body).toMatch(/<head><base target="_blank">/);
    expect(framed.headers["content-security-policy"]).toMatch(
      /^sandbox allow-popups(?!.*allow-scripts)(?!.*script-src).*default-src 'none'/,
    );
  });

  it("keep the doctype of a mail that has no head in front", async () => {
    const id = await addMail({ html: "<!DOCTYPE html><p>Hello</p>" });

    expect((await get(`/_local/inbox/${id}/html`)).body).toMatch(/^<!DOCTYPE html><base target="_blank"><p>Hello/);
  });

  it("make the links of the text part clickable", async () => {
    const id = await addMail({ text: "Rate us: https://acme.example/s/t?score=9&lang=en." });
    const link = "https://acme.example/s/t?score=9&amp;lang=en";

    expect(await page(`/_local/mailbox/${id}`)).toContain(
      `Rate us: <a href="${link}" target="_blank" rel="noopener noreferrer">${link}</a>.`,
    );
  });

  it("offer only the views that a mail has", async () => {
    const shown = await page(`/_local/mailbox/${await addMail({ text: "hi" })}?view=html`);

    expect(shown).not.toContain("?view=html");
    expect(shown).toMatch(/\?view=text" aria-current="page"/);
  });

  it.each([
    ["/_local/local.css", "text/css; charset=utf-8"],
    ["/_local/icon.svg", "image/svg+xml"],
  ])("are served %s", async (url, type) => {
    const answer = await get(url);
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": type } });
    expect(answer.body.length).toBeGreaterThan(100);
  });
});
