import PostalMime from "postal-mime";
import { afterEach, describe, expect, it } from "vitest";
import { interaction, type PlantOptions, startHearback, type TestHearback } from "../support/hearback.ts";

describe("the mail that leaves", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  const start = async (plant: PlantOptions) => {
    hearback = await startHearback({ plant });
  };

  /** The mail about an interaction, as its customer's mail program reads it. */
  const mailAbout = async (report: Record<string, unknown> = {}) => {
    await hearback.call("POST", "/v1/interactions", { body: interaction(report) });
    await hearback.jobs.run("dispatch-invitations");
    const [mail] = await hearback.mailbox.list();
    return PostalMime.parse(mail?.raw ?? "");
  };

  it("speaks of the customer and the interaction in every text", async () => {
    await start({
      survey: {
        question: { en: "How was {{product}} with {{agent.name}}?" },
        mail: {
          subject: { en: "{{customer.firstName|Hello}}, a question about your {{attributes.plan|first}} plan" },
          intro: { en: "Dear {{customer.name}}, you met {{agent.name}}." },
        },
      },
    });
    const mail = await mailAbout({
      customer: { email: "jo@example.com", name: "Jo Li" },
      agent: { id: "a-7", name: "Sam <b>" },
      product: "Router X",
      attributes: { plan: "pro" },
    });
    expect(mail.subject).toBe("Jo, a question about your pro plan");
    expect(mail.text).toContain("Dear Jo Li, you met Sam <b>.");
    expect(mail.text).toContain("How was Router X with Sam <b>?");
    expect(mail.html).toContain("How was Router X with Sam &lt;b&gt;?");
  });

  it("uses fallbacks where the interaction says nothing", async () => {
    await start({ survey: { mail: { subject: { en: "{{customer.firstName|Hello}}, how was {{product|it}}?" } } } });
    expect((await mailAbout()).subject).toBe("Hello, how was it?");
  });

  it("leaves with a subject, whatever its values make of it", async () => {
    await start({ survey: { mail: { subject: { en: "=?utf-8?{{product|Your order}}" } } } });
    expect((await mailAbout({ product: "b?PHA+?=" })).subject).toBe("One question from Juniper Home");
  });

  it("looks like its survey's brand and asks for replies where the survey says", async () => {
    await start({
      workspace: { replyTo: "hello@juniper.example", brand: { name: "Juniper", accentColour: "#5b21b6" } },
      survey: { replyTo: "care@juniper.example", brand: { name: "Juniper Pro" } },
    });
    const mail = await mailAbout();
    expect(mail.from).toEqual({ name: "Juniper Pro", address: "feedback@hearback.local" });
    expect(mail.replyTo).toEqual([{ name: "", address: "care@juniper.example" }]);
    expect(mail.subject).toBe("One question from Juniper Pro");
    expect(mail.html).toContain("color:#5b21b6;");
  });

  it("offers one-click unsubscribe by the link that its footer holds", async () => {
    await start({});
    const { headers, html = "" } = await mailAbout();
    const header = (name: string) => headers.find(({ key }) => key === name)?.value;
    const url = /^<(https?:[^>]+\/u\/[^>]+)>$/.exec(header("list-unsubscribe") ?? "")?.[1];
    expect(html).toContain(`href="${url}"`);
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  });

  it("speaks the language of the pages behind its links", async () => {
    await start({ survey: { question: { en: "How was it?", de: "Wie war es?" } } });
    const { html = "" } = await mailAbout({ customer: { email: "jo@example.com", locale: "de-AT" } });
    expect(html).toContain("Wie war es?");
    const [, surveyUrl = ""] = /href="([^"]+\/s\/[^"?]+)"/.exec(html) ?? [];
    expect(await (await fetch(surveyUrl)).text()).toContain("Wie war es?");
  });
});
