import { mkdtemp, readdir, rm, truncate, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Mailbox, type NewMail } from "../../local/mailbox.ts";

describe("the mailbox", () => {
  let directory: string;
  let count: number;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "hearback-mailbox-"));
    count = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function mail(
    parts: { subject?: string; html?: string; text?: string; from?: string },
    rest: Partial<NewMail> = {},
  ): Promise<NewMail> {
    count += 1;
    const raw = await new MailComposer({ from: "feedback@acme.example", to: "jo@example.com", ...parts })
      .compile()
      .build();
    return {
      id: `0100-${count}`,
      raw,
      source: "feedback@acme.example",
      to: ["jo@example.com"],
      sentAt: "2026-11-22T09:30:00Z",
      tags: {},
      ...rest,
    };
  }

  it("keeps what a person sees of a mail and what SES knows about it", async () => {
    const mailbox = await Mailbox.open(directory);

    const given = await mail(
      { subject: "Як справи, Jo?", html: "<p>Hello</p>", text: "Hello", from: '"Acme Café" <feedback@acme.example>' },
      { tags: { workspace: "ws_1" }, configurationSet: "hearback" },
    );
    const stored = await mailbox.add(given);

    expect(stored).toEqual({
      id: given.id,
      from: "Acme Café <feedback@acme.example>",
      source: "feedback@acme.example",
      to: ["jo@example.com"],
      subject: "Як справи, Jo?",
      sentAt: "2026-11-22T09:30:00Z",
      links: [],
      html: expect.stringContaining("<p>Hello</p>"),
      text: expect.stringContaining("Hello"),
      raw: given.raw.toString("utf8"),
      tags: { workspace: "ws_1" },
      configurationSet: "hearback",
    });
    expect(await mailbox.find(given.id)).toEqual(stored);
  });

  it("lists the newest first, also when the virtual clock stood still", async () => {
    const mailbox = await Mailbox.open(directory);
    for (const subject of ["first", "second", "third"]) await mailbox.add(await mail({ subject, text: "x" }));

    expect((await mailbox.list()).map((stored) => stored.subject)).toEqual(["third", "second", "first"]);
  });

  it("survives a restart with its order, and goes on counting", async () => {
    const before = await Mailbox.open(directory);
    for (const subject of ["first", "second"]) await before.add(await mail({ subject, text: "x" }));
    const seen = await before.list();

    const after = await Mailbox.open(directory);
    expect(await after.list()).toEqual(seen);

    await after.add(await mail({ subject: "third", text: "x" }));
    expect((await after.list()).map((stored) => stored.subject)).toEqual(["third", "second", "first"]);
  });

  it("lists the newest, and finds those before them on disk", async () => {
    const before = await Mailbox.open(directory, 2);
    const oldest = await before.add(await mail({ subject: "oldest", text: "x" }));
    for (const subject of ["older", "newer", "newest"]) await before.add(await mail({ subject, text: "x" }));
    const after = await Mailbox.open(directory, 2);

    for (const mailbox of [before, after]) {
      expect((await mailbox.list()).map(({ subject }) => subject)).toEqual(["newest", "newer"]);
      expect(await mailbox.find(oldest.id)).toEqual(oldest);
      expect(await mailbox.find("0100-9")).toBeUndefined();
    }
  });

  it("passes over mails whose files a crash left damaged", async () => {
    const before = await Mailbox.open(directory);
    for (const subject of ["whole", "cut short", "without its source", "of another shape"])
      await before.add(await mail({ subject, text: "x" }));
    await truncate(join(directory, "0100-2.json"), 20);
    await unlink(join(directory, "0100-3.eml"));
    await writeFile(join(directory, "0100-4.json"), '{"id":"0100-4"}');
    await writeFile(join(directory, "0100-5.eml.tmp"), "From: half");
    await writeFile(join(directory, "0100-6.eml"), "From: whole, but its .json was never written\r\n\r\n");

    const after = await Mailbox.open(directory);

    expect((await after.list()).map((stored) => stored.subject)).toEqual(["whole"]);
    expect((await after.add(await mail({ subject: "next", text: "x" }, { id: "0100-7" }))).id).toBe("0100-7");
  });

  it("leaves no temporary file behind", async () => {
    const mailbox = await Mailbox.open(directory);
    await mailbox.add(await mail({ text: "x" }));

    expect((await readdir(directory)).sort()).toEqual(["0100-1.eml", "0100-1.json"]);
  });

  it("refuses an id that would leave its directory", async () => {
    const mailbox = await Mailbox.open(directory);

    await expect(mailbox.add(await mail({ text: "x" }, { id: "../escaped" }))).rejects.toThrow();
    expect(await mailbox.find("../escaped")).toBeUndefined();
  });

  it("lists the links of the HTML part decoded, once each and in order", async () => {
    const mailbox = await Mailbox.open(directory);
    const html = `
      <link href="https://acme.example/style.css">
      <!--[if mso]><a href="https://acme.example/outlook">Outlook</a><![endif]-->
      <a class="score" href="https://acme.example/s/t?score=9&amp;lang=en">9</a>
      <a href='https://acme.example/s/t?score=10&#38;lang&#x3D;en'>10</a>
      <a href="https://acme.example/s/t?score=9&amp;lang=en">9 again</a>
      <a href="mailto:help@acme.example">Help</a> <a href="#top">Top</a> <a href="/relative">Here</a> <a href="javascript:alert(1)">No</a>
      <a href=https://acme.example/u/t>Unsubscribe</a>`;

    const stored = await mailbox.add(await mail({ html, text: "https://acme.example/only-in-text" }));

    expect(stored.links).toEqual([
      "https://acme.example/s/t?score=9&lang=en",
      "https://acme.example/s/t?score=10&lang=en",
      "https://acme.example/u/t",
    ]);
  });

  it("lists the links of the text part when the HTML part has none", async () => {
    const mailbox = await Mailbox.open(directory);
    const text =
      "Rate us (https://acme.example/s/t?score=9). Or leave: <https://acme.example/u/t>, https://acme.example/u/t!";

    const stored = await mailbox.add(await mail({ text }));

    expect(stored.links).toEqual(["https://acme.example/s/t?score=9", "https://acme.example/u/t"]);
    expect(stored.html).toBe("");
  });
});
