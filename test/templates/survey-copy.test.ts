import { describe, expect, it } from "vitest";
import type { FollowUp } from "../../functions/domain/follow-up.ts";
import type { SurveyDefinition } from "../../functions/domain/survey.ts";
import { shownSurvey } from "../../functions/templates/shown-survey.ts";
import { isPersonalSurvey, type SurveyCopy } from "../../functions/templates/survey-copy.ts";
import { aSurvey, aWorkspace } from "../domain/builders.ts";

const agent = { en: "{{agent.name}}" };

const copyOf = async (told: Partial<SurveyDefinition>, agentName?: string): Promise<SurveyCopy> =>
  (await shownSurvey(aSurvey(told), { workspace: aWorkspace(), locale: "en", about: { agentName } })).copy;

const aFollowUp = (told: Partial<FollowUp>): FollowUp => ({
  id: "who",
  type: "text",
  ask: { en: "Who helped you?" },
  required: false,
  ...told,
});

describe("a text whose placeholders leave nothing to read", () => {
  it("gives way to the built-in question, and stands where there is something to say", async () => {
    expect((await copyOf({ question: agent })).question).toMatch(/^How likely are you to recommend Juniper Home/);
    expect((await copyOf({ question: { en: " {{agent.name}}\n{{product}} " } })).question).toMatch(/^How likely/);
    expect((await copyOf({ question: agent }, "Sam")).question).toBe("Sam");
  });

  it("leaves a score its number, in the page and in the links of the mail", async () => {
    const scale = { min: 1, max: 3, labels: { "2": agent } };
    const named = async (agentName?: string) => (await copyOf({ kind: "custom", scale }, agentName)).scores[1];
    expect(await named()).toMatchObject({ score: 2, shown: "2", name: "2 out of 3", linkName: "Rate 2 out of 3" });
    expect(await named("Sam")).toMatchObject({ score: 2, shown: "2", name: "Sam", linkName: "Answer: Sam" });
  });

  it("leaves each end of a scale what it means", async () => {
    const { lowest, highest } = await copyOf({
      kind: "custom",
      scale: { min: 1, max: 2, labels: { "1": agent, "2": agent } },
    });
    expect([lowest, highest]).not.toContain("");
  });

  it("leaves a follow-up question and its options something to read", async () => {
    const options = [
      { id: "agent", label: agent },
      { id: "shop", label: { en: "The shop" } },
    ];
    const followUps = [
      aFollowUp({ id: "who", type: "single", ask: agent, options }),
      aFollowUp({ id: "contact", type: "contact", ask: agent }),
    ];
    const [who, contact] = (await copyOf({ followUps })).followUps;
    expect(who?.ask).toBe("A little more, if you like");
    expect(who?.options.map(({ label }) => label)).toEqual(["agent", "The shop"]);
    expect(contact?.ask).toBe("May Juniper Home contact you about your answer?");
  });

  it("leaves the thanks and their link the built-in words", async () => {
    const copy = await copyOf({ thanks: agent, thanksLink: { url: "https://juniper.example/", label: agent } });
    expect(copy.thanks).toBe("Your answer has been saved. You can close this page now.");
    expect(copy.thanksLink?.label).toBe("Continue");
  });

  it("leaves the mail its subject and its opening words", async () => {
    const { mail } = await copyOf({ mail: { subject: agent, intro: agent } });
    expect(mail.subject).toBe("One question from Juniper Home");
    expect(mail.intro).toMatch(/^You were recently in touch with us/);
  });
});

describe("a customer's first name", () => {
  it("is the whole name in languages that put the family name first", async () => {
    const question = { en: "{{customer.firstName}}, how was it?", hu: "{{customer.firstName}}, milyen volt?" };
    const about = { customerName: "Nagy Péter" };
    const asked = async (locale: string) =>
      (await shownSurvey(aSurvey({ question }), { workspace: aWorkspace(), locale, about })).copy.question;
    expect(await asked("hu-HU")).toBe("Nagy Péter, milyen volt?");
    expect(await asked("en")).toBe("Nagy, how was it?");
  });
});

describe("a survey is personal", () => {
  const url = "https://juniper.example/";
  it.each<[string, Partial<SurveyDefinition>]>([
    ["question", { question: agent }],
    ["thanks", { thanks: agent }],
    ["link after the thanks", { thanksLink: { url, label: agent } }],
    ["mail's subject", { mail: { subject: agent } }],
    ["mail's opening words", { mail: { intro: agent } }],
    ["score's label", { kind: "custom", scale: { min: 1, max: 2, labels: { "1": agent } } }],
    ["follow-up question", { followUps: [aFollowUp({ ask: agent })] }],
    ["option", { followUps: [aFollowUp({ type: "single", options: [{ id: "a", label: agent }] })] }],
  ])("when its %s speaks of the interaction", (_, told) => {
    expect(isPersonalSurvey(aSurvey(told))).toBe(true);
  });

  it("no further than the business itself", () => {
    const thanksLink = { url, label: { en: "Back to {{workspace.name}}" } };
    expect(isPersonalSurvey(aSurvey({ question: { en: "How was {{workspace.name}}?" }, thanksLink }))).toBe(false);
  });
});
