import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { QuarantinedAnswer } from "../../functions/domain/quarantine.ts";
import { type ContractedHearback, startUnderContract } from "../http/contract.ts";
import { startHearback } from "../support/hearback.ts";
import {
  expectCounted,
  firstForm,
  linkFor,
  type MailedSurvey,
  mailSurvey,
  submit,
  visit,
  whatCounts,
} from "./mailed-survey.ts";
import { answerAsPerson, phone } from "./person.ts";
import { lookers, submitters } from "./scanners.ts";

type Forms = Awaited<ReturnType<typeof firstForm>>[];

const sixHours = 6 * 3600;
const meant = { score: 9, comment: "Sam was quick & kind" };

describe.each(Object.entries(lookers))("a scanner that %s", (_, scan) => {
  it("writes nothing at all, before the person has answered and afterwards", async () => {
    const hearback = await startUnderContract();
    try {
      const survey = await mailSurvey(hearback);
      expect(await hearback.writesDuring(() => scan(survey))).toEqual([]);
      await answerAsPerson(survey, meant);
      expect(await hearback.writesDuring(() => scan(survey))).toEqual([]);
      await expectCounted(survey, meant);
    } finally {
      await hearback.close();
    }
  });
});

describe.each(Object.entries(submitters))("a scanner that %s", (name, scan) => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract();
  });
  afterEach(() => hearback.close());

  it("counts for nothing when the mail arrives, and the person's answer counts afterwards", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(10);
    await scan(survey);
    await expectCounted(survey, undefined);
    await answerAsPerson(survey, meant);
    await expectCounted(survey, meant);
  });

  it("changes nothing soon after the person has answered", async () => {
    const survey = await mailSurvey(hearback);
    await answerAsPerson(survey, meant);
    await hearback.clock.advance(name.includes("at once") ? 3 : 45);
    await scan(survey);
    await expectCounted(survey, meant);
  });

  it("changes nothing when it comes back six hours later", async () => {
    const survey = await mailSurvey(hearback);
    await scan(survey);
    await answerAsPerson(survey, meant);
    await hearback.clock.advance(sixHours);
    await scan(survey);
    await expectCounted(survey, meant);
  });
});

describe("a scanner", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract();
  });
  afterEach(() => hearback.close());

  it("presses every button behind the way out: what the person has stopped stays stopped", async () => {
    const { seed, unsubscribeUrl, interactionId } = await mailSurvey(hearback);
    const { customerId } = (await hearback.call("GET", `/v1/interactions/${interactionId}`, { key: seed.apiKey })).json;
    const standing = () => hearback.services.customers.find(seed.workspaceId, customerId, { consistent: true });
    const press = async (what: string) =>
      submit(await firstForm(unsubscribeUrl, { userAgent: "python-requests/2.32.3" }), phone, { what });
    await submit(await firstForm(unsubscribeUrl, phone), phone, { what: "survey" });
    await hearback.clock.advance(3600);
    await press("again");
    expect(Object.keys((await standing())?.stopped ?? {})).toEqual([seed.surveyId]);
    await press("all");
    for (const what of ["again", "survey", "again", "all", "again"]) await press(what);
    expect((await standing())?.suppressed?.reason).toBe("unsubscribed");
  });

  it("posts all eleven scores: none counts, all are on record, and the link is not used up", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(3600);
    const forms = await Promise.all(survey.links.map((url) => firstForm(url, phone)));
    await hearback.clock.advance(60);
    for (const form of forms) await submit(form, phone);
    await expectCounted(survey, undefined);
    const { quarantined } = await whatCounts(survey);
    expect(quarantined.map(({ score }: { score: number }) => score)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await answerAsPerson(survey, meant);
    await expectCounted(survey, meant);
  });

  it.each([
    ["all at once from one page", 120, async (forms: Forms) => forms.map(() => forms[0])],
    ["all at once, each from its own page", 3600, async (forms: Forms) => forms],
  ])("hastily posts all eleven scores, %s: none counts", async (_, seconds, pages) => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(seconds);
    const forms = await pages(await Promise.all(survey.links.map((url) => firstForm(url, phone))));
    await Promise.all(forms.map((form, score) => submit(form as Forms[number], phone, { score: String(score) })));
    await expectCounted(survey, undefined);
    await answerAsPerson(survey, meant);
    await expectCounted(survey, meant);
  });

  it("hastily posts all eleven scores, one after another with the page between: none counts", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(3600);
    for (const url of survey.links) await submit(await firstForm(url, phone), phone);
    await expectCounted(survey, undefined);
  });

  it("brings a nonce that is forged, of another link or years old: the first two never count, the last not by itself", async () => {
    const [survey, other] = [await mailSurvey(hearback), await mailSurvey(hearback)];
    await hearback.clock.advance(3600);
    const form = await firstForm(linkFor(survey, 9), phone);
    const foreign = (await firstForm(linkFor(other, 9), phone)).fields["nonce"] ?? "";
    await hearback.clock.advance(20);
    for (const nonce of [foreign, "x", `${form.fields["nonce"]}A`, foreign.replace(/.$/, "-")]) {
      await submit(form, phone, { nonce });
      await expectCounted(survey, undefined);
    }
    await hearback.clock.advance(20 * 86_400);
    await submit(form, phone);
    await expectCounted(survey, { score: 9 });
  });

  const why = { id: "why", type: "text", ask: { en: "Why?" }, when: { score: [0, 6] }, required: false } as const;

  /** The score that a scanner sends at once is refused, and it is led to the questions as a person is. */
  const refusedWith3 = async (survey: MailedSurvey): Promise<string> => {
    await hearback.clock.advance(10);
    const { url, fields } = await firstForm(linkFor(survey, 3), phone);
    const sent = await submit({ url, fields: { score: "3", nonce: fields["nonce"] ?? "" } }, phone);
    const questions = new URL(sent.headers.get("location") ?? "", survey.links[0]).href;
    expect(questions).toContain("/questions");
    return questions;
  };

  const answerWhy = async (survey: MailedSurvey, text: string): Promise<void> => {
    const form = await firstForm(linkFor(survey, 3).replace(/\?.*/, "/questions"), phone);
    await hearback.clock.advance(20);
    expect((await submit(form, phone, { "q.why": text })).status).toBe(303);
  };

  const expectWhy = async (survey: MailedSurvey, text: string): Promise<void> => {
    await expectCounted(survey, { score: 3 });
    expect((await whatCounts(survey)).response.followUps).toEqual({ why: { text } });
  };

  it.each([
    [60, 3600],
    [86_400, 5],
  ])(
    "answers the questions of its refused score late: a person who came %i s after it and answered %i s before keeps theirs",
    async (before, after) => {
      const survey = await mailSurvey(hearback, { followUps: [why] });
      const held = await firstForm(await refusedWith3(survey), phone);
      await hearback.clock.advance(before);
      await answerAsPerson(survey, { score: 3 });
      await answerWhy(survey, "Slow");
      await hearback.clock.advance(after);
      expect((await submit(held, phone, { "q.why": "test" })).status).toBe(303);
      await expectWhy(survey, "Slow");
      expect((await whatCounts(survey)).quarantined.at(-1)).toMatchObject({ followUps: { why: { text: "test" } } });
      await answerWhy(survey, "Slow and loud");
      await expectWhy(survey, "Slow and loud");
    },
  );

  it("answers questions with a form that is not ours: what the person has answered stays", async () => {
    const survey = await mailSurvey(hearback, { followUps: [why] });
    await answerAsPerson(survey, { score: 3 });
    await answerWhy(survey, "Slow");
    const form = await firstForm(linkFor(survey, 3).replace(/\?.*/, "/questions"), phone);
    await hearback.clock.advance(3600);
    await submit(form, phone, { nonce: "made up", "q.why": "test" });
    await expectWhy(survey, "Slow");
  });

  it("goes on to the questions that follow its refused score: nothing counts, until the person answers", async () => {
    const survey = await mailSurvey(hearback, { followUps: [why] });
    const questions = await refusedWith3(survey);
    for (const wait of [5, 90, 3600]) {
      const form = await firstForm(questions, phone);
      await hearback.clock.advance(wait);
      await submit(form, phone, { "q.why": `test ${wait}` });
      await expectCounted(survey, undefined);
    }
    const { quarantined } = await whatCounts(survey);
    expect(quarantined.map(({ followUps }: QuarantinedAnswer) => followUps?.["why"])).toEqual([
      undefined,
      { text: "test 5" },
      { text: "test 90" },
      { text: "test 3600" },
    ]);
    await answerAsPerson(survey, { score: 3 });
    await expectCounted(survey, { score: 3 });
  });

  it("comes back in a person's disguise, hours later and patiently, with one score: it is taken for a change of mind", async () => {
    const survey = await mailSurvey(hearback);
    await answerAsPerson(survey, meant);
    await hearback.clock.advance(sixHours);
    const form = await firstForm(linkFor(survey, 0), phone);
    await hearback.clock.advance(10);
    await submit(form, phone);
    const { response } = await whatCounts(survey);
    expect(response).toMatchObject({ score: 0, edits: [meant] });
  });

  it("leaves what it gets when it submits like what a person gets: it learns nothing", async () => {
    const [counted, doubted] = [await mailSurvey(hearback), await mailSurvey(hearback)];
    await hearback.clock.advance(3600);
    const answers = await Promise.all(
      [counted, doubted].map(async (survey, index) => {
        const form = await firstForm(linkFor(survey, 9), phone);
        await hearback.clock.advance(20);
        const sent = await submit(form, phone, { website: index === 0 ? "" : "x", nonce: index === 0 ? "" : "x" });
        const next = new URL(sent.headers.get("location") ?? "", form.url);
        const page = await visit(next.href, phone);
        const plain = (text: string) =>
          text.replaceAll(new URL(form.url).pathname, "").replace(/nonce[-=]"?[\w-]+"?/g, "");
        return [sent.status, plain(next.pathname), page.status, plain(await page.text())];
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
    await expectCounted(counted, { score: 9 });
    await expectCounted(doubted, undefined);
  });
});

/** A scanner that posts seconds after the last mail left counts for nothing, and the person after it does. */
async function expectKnownByTime(survey: MailedSurvey): Promise<void> {
  const form = await firstForm(linkFor(survey, 3), phone);
  await survey.hearback.clock.advance(3);
  await submit(form, phone);
  await expectCounted(survey, undefined);
  expect((await whatCounts(survey)).quarantined).toMatchObject([{ score: 3, signals: ["before_arrival"] }]);
  await answerAsPerson(survey, meant);
  await expectCounted(survey, meant);
}

describe("a scanner of a reminder", () => {
  it("is known by the time since that, not since the first mail", async () => {
    const hearback = await startHearback();
    try {
      const invitation = { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 3 }] };
      const survey = await mailSurvey(hearback, { invitation });
      await hearback.clock.advance(3 * 86_400 + 60);
      await hearback.jobs.run("dispatch-invitations");
      await expectKnownByTime(survey);
    } finally {
      await hearback.close();
    }
  });
});

describe("a scanner of a mail whose sending is in doubt", () => {
  it("is known by the time all the same", async () => {
    const hearback = await startHearback({ ses: { fault: () => "accept-then-drop" } });
    try {
      const survey = await mailSurvey(hearback);
      await hearback.clock.advance(2);
      await expectKnownByTime(survey);
    } finally {
      await hearback.close();
    }
  });
});
