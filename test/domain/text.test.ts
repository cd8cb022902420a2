import { describe, expect } from "vitest";
import {
  fillText,
  hasBrokenPlaceholder,
  isPersonal,
  placeholders,
  textFor,
  unknownPlaceholders,
} from "../../functions/domain/text.ts";
import { fc, it } from "../support/property.ts";

const filled = (text: string, name = "Juniper") => fillText(text, { workspaceName: name });

describe("a placeholder", () => {
  it("is filled wherever it stands, with spaces inside or without", () => {
    expect(filled("{{workspace.name}}: how was {{ workspace.name }}, {{\tworkspace.name}}?")).toBe(
      "Juniper: how was Juniper, Juniper?",
    );
  });

  it("is filled once: what it stands for is taken literally", () => {
    expect(filled("{{workspace.name}}", "{{workspace.name}}")).toBe("{{workspace.name}}");
    expect(filled("<{{workspace.name}}>", "$& $1 $` $' $$")).toBe("<$& $1 $` $' $$>");
  });

  it.each(["customer.email", "workspace", "workspace.name.x", "WORKSPACE.NAME", "__proto__", "constructor", ""])(
    "that is called %j is not known, and stays",
    (name) => {
      const text = `Hello {{${name}}}, from {{workspace.name}}`;
      expect(unknownPlaceholders(text)).toEqual([name]);
      expect(filled(text)).toBe(`Hello {{${name}}}, from Juniper`);
    },
  );

  it("is told by its bare name, each of several", () => {
    expect(unknownPlaceholders("{{ a }} {{workspace.name}} {{b b}} {{ a }}")).toEqual(["a", "b b", "a"]);
  });

  it.each(["no braces", "{workspace.name}", "{{workspace.name}", "{ {workspace.name} }", "100 % {} {{"])(
    "is not in %j",
    (text) => {
      expect(unknownPlaceholders(text)).toEqual([]);
      expect(filled(text)).toBe(text);
    },
  );

  it.prop([fc.array(fc.constantFrom("{{", "}}", "{", "}", " ", "workspace.name", "x", "$&"), { maxLength: 12 })])(
    "of a text without unknown ones never reaches a customer",
    (parts) => {
      const text = parts.join("");
      if (unknownPlaceholders(text).length > 0) return;
      expect(filled(text, "J")).not.toMatch(/\{\{[^{}]*\}\}/);
    },
  );

  it("is looked for in a text of any length, which a search that goes back would never end", () => {
    expect(unknownPlaceholders(`{{${" ".repeat(500_000)}x`)).toEqual([]);
  });

  it("does not come about by filling another: {{{{workspace.name}}}}", () => {
    expect(unknownPlaceholders("{{{{workspace.name}}}}")).toEqual([""]);
    expect(unknownPlaceholders("{{workspace.name}}")).toEqual([]);
  });

  it.each([
    "{{",
    "}}",
    "Hello {{customer.name",
    "{{workspace.name}, {{product}}",
    "{{product}} {{{x}",
    "Hello customer.name}}",
    "Hello {customer.name}",
    "{ attributes.plan | free }",
  ])("that is not whole is seen in %j", (text) => {
    expect(hasBrokenPlaceholder(text)).toBe(true);
  });

  it.each(["", "{ {x} }", "{name}", "{}", "{{product}}{{agent.name}}", "{{{product}}}"])(
    "is whole wherever it stands in %j",
    (text) => {
      expect(hasBrokenPlaceholder(text)).toBe(false);
    },
  );

  it("is one of those that a text may hold", () => {
    expect(placeholders).toEqual([
      "workspace.name",
      "customer.name",
      "customer.firstName",
      "agent.name",
      "product",
      "attributes.NAME",
    ]);
  });
});

describe("a placeholder of customer and interaction", () => {
  const full = {
    workspaceName: "Juniper",
    customerName: "Jo Li",
    agentName: "Sam",
    product: "Router X",
    attributes: { plan: "pro", seats: 3, trial: false },
  };

  it("stands for what is known", () => {
    const text = "{{customer.firstName}}, {{customer.name}}, {{agent.name}}, {{product}}, {{attributes.plan}}";
    expect(fillText(text, full)).toBe("Jo, Jo Li, Sam, Router X, pro");
    expect(fillText("{{attributes.seats}} {{attributes.trial}}", full)).toBe("3 false");
  });

  it.each([
    ["Jo Li", "Jo"],
    ["Li, Jo", "Jo"],
    ["  Jo   Li ", "Jo"],
    ["李 娜", "李 娜"],
    ["山田 太郎", "山田 太郎"],
    ["さとう けん", "さとう けん"],
    ["サトウ ケン", "サトウ ケン"],
    ["김 민준", "김 민준"],
    ["山田, 太郎", "太郎"],
    ["Олена Шевченко", "Олена"],
    ["Li,", "Li"],
  ])("takes the first name of %j for %j", (customerName, first) => {
    expect(fillText("{{customer.firstName}}", { workspaceName: "J", customerName })).toBe(first);
  });

  it.each([
    ["hu", "Nagy Péter", "Nagy Péter"],
    ["hu-HU", "Nagy, Péter", "Péter"],
    ["ja", "Yamada Taro", "Yamada Taro"],
    ["ko-KR", "Kim Minjun", "Kim Minjun"],
    ["zh-Hant", "Li Na", "Li Na"],
    ["VI", "Nguyễn Văn An", "Nguyễn Văn An"],
    ["en-GB", "Jo Li", "Jo"],
    ["hus", "Jo Li", "Jo"],
  ])(
    "in %s takes the first name of %j for %j, because the family name may come first",
    (locale, customerName, first) => {
      expect(fillText("{{customer.firstName}}", { workspaceName: "J", locale, customerName })).toBe(first);
    },
  );

  it("gives way to its fallback where nothing of it can be seen", () => {
    const unseen = { workspaceName: "J", customerName: "\u200b\u2060" };
    expect(fillText("Hello {{customer.firstName|there}}!", unseen)).toBe("Hello there!");
    expect(fillText("Hello {{customer.name}}!", unseen)).toBe("Hello!");
  });

  it("gives way to its fallback where nothing is known", () => {
    expect(fillText("Hello {{ customer.firstName | there }}!", { workspaceName: "J" })).toBe("Hello there!");
    expect(fillText("Hello {{customer.firstName|there}}!", full)).toBe("Hello Jo!");
    expect(fillText("{{attributes.plan|free}}", { ...full, attributes: {} })).toBe("free");
  });

  it.each([
    ["Hello {{customer.firstName}}, how was it?", "Hello, how was it?"],
    ["{{customer.firstName}}, how was it?", "how was it?"],
    ["How was {{agent.name}} with {{product}}?", "How was with?"],
    ["One\n{{product}}\nTwo", "One\n\nTwo"],
  ])("without either leaves no gap: %j is %j", (text, expected) => {
    expect(fillText(text, { workspaceName: "J" })).toBe(expected);
  });

  it("changes nothing else in a text that is filled whole", () => {
    expect(fillText("a  b , {{product}} ", full)).toBe("a  b , Router X ");
  });

  it("never reads what an object brings along", () => {
    const empty = { workspaceName: "J", attributes: {} };
    expect(fillText("{{attributes.constructor|x}}{{attributes.toString|x}}", empty)).toBe("xx");
  });

  it("takes a fallback literally", () => {
    expect(fillText("{{product|a $& b|c}}", { workspaceName: "J" })).toBe("a $& b|c");
    expect(unknownPlaceholders("{{product|{{agent.name}}}}")).not.toEqual([]);
  });

  it("makes a text personal", () => {
    expect(isPersonal("{{workspace.name}}")).toBe(false);
    expect(isPersonal("{{agent.name|us}}")).toBe(true);
  });
});

describe("the text for a locale", () => {
  const texts = { "en-GB": "colour", en: "color", de: "Farbe", "pt-BR": "cor" };

  it.each([
    ["en-GB", "colour", "the exact one"],
    ["EN-gb", "colour", "the exact one, however it is spelled"],
    ["en-AU", "color", "its language's"],
    ["de-CH-1996", "Farbe", "its language's"],
    ["fr", "Farbe", "the fallback locale's"],
  ])("%s is %j: %s", (locale, expected) => {
    expect(textFor(texts, locale, "de-AT")).toBe(expected);
  });

  it("is the exact fallback rather than the fallback's language", () => {
    expect(textFor({ de: "Farbe", "de-AT": "Farbn" }, "fr", "de-AT")).toBe("Farbn");
  });

  it("is English where the fallback has none either", () => {
    expect(textFor(texts, "fr", "it")).toBe("color");
  });

  it("is whichever there is where there is no English", () => {
    expect(textFor({ de: "Farbe" }, "fr", "it")).toBe("Farbe");
  });

  it("is found whatever the case of the written locale", () => {
    expect(textFor({ "PT-br": "cor", en: "color" }, "pt-BR", "en")).toBe("cor");
  });

  it("is not found for a name that every object has", () => {
    expect(textFor({ en: "color" }, "constructor", "toString")).toBe("color");
    expect(textFor({ en: "color" }, "__proto__", "en")).toBe("color");
  });

  it("may be empty, which is a text too", () => {
    expect(textFor({ en: "color", de: "" }, "de", "en")).toBe("");
  });

  it("is undefined where none was written", () => {
    expect(textFor(undefined, "en", "en")).toBeUndefined();
    expect(textFor({}, "en", "en")).toBeUndefined();
  });

  it.prop([fc.dictionary(fc.constantFrom("en", "en-GB", "de", "fr-CA", "ja"), fc.string()), fc.string(), fc.string()])(
    "is always one of those written",
    (written, locale, fallback) => {
      const text = textFor(written, locale, fallback);
      expect(Object.keys(written).length === 0 ? [undefined] : Object.values(written)).toContain(text);
    },
  );
});
