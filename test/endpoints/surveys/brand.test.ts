import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";

const brand = {
  name: "Juniper Garden",
  logoUrl: "https://cdn.example.com/logo.png?size=2&v=1",
  accentColour: "#0b6455",
};

const wrong: [brand: unknown, paths: string[]][] = [
  ["#0b6455", ["brand"]],
  [{ colour: "#0b6455" }, ["brand.colour"]],
  [{ name: "" }, ["brand.name"]],
  [{ name: "x".repeat(101) }, ["brand.name"]],
  [{ name: "Juniper <b>" }, ["brand.name"]],
  [{ name: "care@example.com" }, ["brand.name"]],
  [{ name: "\u202eJuniper" }, ["brand.name"]],
  [{ name: " " }, ["brand.name"]],
  [{ name: "\u200b\u2060" }, ["brand.name"]],
  [{ accentColour: "red" }, ["brand.accentColour"]],
  [{ accentColour: "#0b64" }, ["brand.accentColour"]],
  [{ accentColour: "#0b6455ff" }, ["brand.accentColour"]],
  [{ accentColour: "#0b6455;background:url(//evil.example)" }, ["brand.accentColour"]],
  ...[
    "http://example.com/logo.png",
    "//example.com/logo.png",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "https://user:secret@example.com/logo.png",
    "https://user@example.com/logo.png",
    "https://exa\nmple.com/logo.png",
    "https:\\\\example.com\\logo.png",
    "https://example.com/\u202egnp",
    "https://localhost/logo.png",
    "https://a.b;sandbox;x/logo.png",
    "https://a.b,c.d/logo.png",
    "https://",
    `https://example.com/${"x".repeat(2000)}`,
  ].map((logoUrl): [unknown, string[]] => [{ logoUrl }, ["brand.logoUrl"]]),
];

describe.each([
  ["a survey", "survey"],
  ["the workspace", "workspace"],
])("the brand of %s", (_, of) => {
  let hearback: ContractedHearback;
  let path: string;
  beforeAll(async () => {
    hearback = await startUnderContract();
    path = of === "survey" ? `/v1/surveys/${hearback.seed.surveyId}` : "/v1/workspace";
  });
  afterAll(() => hearback.close());

  const patch = (body: unknown) => hearback.call("PATCH", path, { body });
  const get = async () => (await hearback.call("GET", path)).json;

  it("is kept, replaced as a whole, and taken away with null", async () => {
    const { status, json } = await patch({ brand });
    expect([status, json.brand]).toEqual([200, brand]);
    expect(await get()).toEqual(json);
    expect((await patch({ brand: { name: "Juniper" } })).json.brand).toEqual({ name: "Juniper" });
    expect((await patch({ name: "Changed" })).json.brand).toEqual({ name: "Juniper" });
    expect((await patch({ brand: null })).json).not.toHaveProperty("brand");
    expect(await get()).not.toHaveProperty("brand");
  });

  it.each(wrong)("is not %j", async (told, paths) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await patch({ brand: told });
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
    });
    expect(written).toEqual([]);
  });

  it("has a colour of six lower-case digits, however it was written", async () => {
    expect((await patch({ brand: { accentColour: "#0B6455" } })).json.brand).toEqual({ accentColour: "#0b6455" });
    expect((await patch({ brand: { accentColour: "#06A" } })).json.brand).toEqual({ accentColour: "#0066aa" });
  });

  it("keeps a colour that cannot be read, and says how it is shown", async () => {
    const { json } = await patch({ brand: { accentColour: "#ffee00" } });
    expect(json.brand).toEqual({ accentColour: "#ffee00" });
    expect(json.notes).toEqual([
      {
        path: "brand.accentColour",
        message: expect.stringMatching(
          /^#ffee00 is shown as #[0-9a-f]{6} \(light\) and #[0-9a-f]{6} \(dark\), because /,
        ),
      },
    ]);
    expect(await get()).toEqual(json);
    expect((await patch({ brand })).json).not.toHaveProperty("notes");
  });
});

describe("a survey's own address for answers and link after thanks", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const patch = (body: unknown) => hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body });

  it("are kept, and taken away with null", async () => {
    const told = {
      replyTo: "care@juniper.example.com",
      brand: { name: "Juniper Care", footerAddress: "Juniper Care, 1 Quay Street, Bristol" },
      thanksLink: { url: "https://reviews.example.com/juniper", label: { en: "Review {{workspace.name}}" } },
    };
    expect((await patch(told)).json).toMatchObject(told);
    const { json } = await patch({ replyTo: null, thanksLink: null });
    expect(json).not.toHaveProperty("replyTo");
    expect(json).not.toHaveProperty("thanksLink");
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ replyTo: "Care <care@example.com>" }, ["replyTo"]],
    [{ replyTo: "a@example.com\r\nBcc: b@example.com" }, ["replyTo"]],
    [{ brand: { footerAddress: "two\nlines" } }, ["brand.footerAddress"]],
    [{ brand: { footerAddress: " " } }, ["brand.footerAddress"]],
    [{ mail: { fromName: " " } }, ["mail.fromName"]],
    [{ name: "\u3000" }, ["name"]],
    [{ thanksLink: {} }, ["thanksLink.url"]],
    [{ thanksLink: { url: "http://example.com" } }, ["thanksLink.url"]],
    [{ thanksLink: { url: "javascript:alert(1)" } }, ["thanksLink.url"]],
    [{ thanksLink: { url: "https://example.com", minScore: 9 } }, ["thanksLink.minScore"]],
    [{ thanksLink: { url: "https://example.com", label: { en: "" } } }, ["thanksLink.label.en"]],
  ])("are not %j", async (told, paths) => {
    const answer = await patch(told);
    expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
  });
});
