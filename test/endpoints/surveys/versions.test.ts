import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Seed } from "../../../local/seed.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";

describe("changing a survey", () => {
  let hearback: ContractedHearback;
  let survey: string;
  beforeAll(async () => {
    hearback = await startUnderContract();
    survey = `/v1/surveys/${hearback.seed.surveyId}`;
  });
  afterAll(() => hearback.close());

  const patch = (body: unknown, path = survey, seed: Seed = hearback.seed) =>
    hearback.call("PATCH", path, { body, key: seed.apiKey });
  const get = async (path = survey) => (await hearback.call("GET", path)).json;
  const mailTo = async (address: string) => (await hearback.mailbox.list()).find(({ to }) => to.includes(address));

  it("makes a new version and leaves what is not named", async () => {
    const before = await get();
    const { status, json } = await patch({ invitation: { expireAfterDays: 9 }, policy: { throttleDays: 3 } });
    expect(status).toBe(200);
    expect(json).toEqual({
      ...before,
      version: before.version + 1,
      invitation: { ...before.invitation, expireAfterDays: 9 },
      policy: { ...before.policy, throttleDays: 3 },
      changedAt: json.changedAt,
    });
    expect(await get()).toEqual(json);
  });

  it("leaves the texts to those who were invited before: in the mail that goes out later, and on the page", async () => {
    await patch({
      invitation: { delaySeconds: 3600 },
      question: { en: "The old question?" },
      thanks: { en: "The old thanks." },
      mail: { subject: { en: "The old subject" }, intro: { en: "The old intro." }, fromName: "Old Name" },
    });
    const early = await invite(hearback, { customer: { email: "early@example.com" } });
    await patch({
      question: { en: "The new question?" },
      thanks: { en: "The new thanks." },
      mail: { subject: { en: "The new subject" }, intro: { en: "The new intro." }, fromName: "New Name" },
    });
    const late = await invite(hearback, { customer: { email: "late@example.com" } });
    await hearback.clock.advance(3601);
    await hearback.jobs.run("dispatch-invitations");

    for (const [age, address, { surveyUrl }] of [
      ["old", "early@example.com", early],
      ["new", "late@example.com", late],
    ] as const) {
      const other = age === "old" ? /the new|new name/i : /the old|old name/i;
      const mail = await mailTo(address);
      expect(mail?.subject).toBe(`The ${age} subject`);
      expect(mail?.from.toLowerCase()).toContain(`${age} name`);
      for (const part of [mail?.html ?? "", mail?.text ?? ""]) {
        expect(part).toContain(`The ${age} question?`);
        expect(part).toContain(`The ${age} intro.`);
        expect(part).not.toMatch(other);
      }
      const page = await hearback.open(surveyUrl);
      expect(page.text).toContain(`The ${age} question?`);
      await hearback.submit(surveyUrl, { score: "7" });
      const thanks = await hearback.open(`${surveyUrl}/thanks`);
      expect(thanks.text).toContain(`The ${age} thanks.`);
      expect(page.text + thanks.text).not.toMatch(other);
    }
  });

  it("goes back to the built-in texts with null", async () => {
    await patch({ question: { en: "Our own question?" }, thanks: { en: "Our own thanks." } });
    const { json } = await patch({ question: null, thanks: null });
    expect(json).not.toHaveProperty("question");
    expect(json).not.toHaveProperty("thanks");
    const { surveyUrl } = await invite(hearback);
    expect((await hearback.open(surveyUrl)).text).toContain("How likely are you to recommend Juniper Home");
  });

  it("keeps the subject of the mail when only the sender's name is changed", async () => {
    await patch({ mail: { subject: { en: "Our subject" }, intro: { en: "Our intro" } } });
    const { json } = await patch({ mail: { fromName: "Juniper Care" } });
    expect(json.mail).toEqual({
      subject: { en: "Our subject" },
      intro: { en: "Our intro" },
      fromName: "Juniper Care",
    });
  });

  it.each<[string, (survey: Record<string, unknown>) => unknown]>([
    ["nothing", () => ({})],
    ["what it says already", ({ name, question, policy, mail }) => ({ name, question, policy, mail })],
    ["a part of it", () => ({ invitation: { expireAfterDays: 9 }, mail: {} })],
    ["texts in another order", () => ({ question: { de: "Wie?", en: "How?" } })],
    ["nulls where nothing is", () => ({ replyTo: null, followUps: null, brand: null })],
  ])("makes no version of %s", async (_, told) => {
    await patch({ invitation: { expireAfterDays: 9 }, question: { en: "How?", de: "Wie?" } });
    const before = await get();
    const written = await hearback.writesDuring(async () => {
      const { status, json } = await patch(told(before));
      expect([status, json]).toEqual([200, before]);
    });
    expect(written).toEqual([]);
    expect(await get()).toEqual(before);
  });

  it("loses no change of twenty at once: each is refused as a conflict or is a version of its own", async () => {
    const before = await get();
    const asked = Array.from({ length: 20 }, (_, n) => patch({ question: { en: `Question ${n}?` } }));
    const answers = await Promise.all(asked);
    const made = answers.filter(({ status }) => status === 200);
    for (const { status, json } of answers.filter((answer) => !made.includes(answer))) {
      expect([status, json.title]).toEqual([409, "Conflict"]);
    }
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ json }) => json.version)).size).toBe(made.length);
    const { surveys } = hearback.services;
    for (const { json } of made) {
      const version = await surveys.getVersion(hearback.seed.workspaceId, hearback.seed.surveyId, json.version);
      expect(version.question).toEqual(json.question);
    }
    const last = made.find(({ json }) => json.version === before.version + made.length);
    expect(await get()).toEqual(last?.json);
  });

  it("never resumes a survey that is paused at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      await Promise.all([patch({ name: `Round ${round}` }), hearback.call("POST", `${survey}/pause`)]);
      expect((await get()).status).toBe("paused");
      await hearback.call("POST", `${survey}/resume`);
    }
  });
});
