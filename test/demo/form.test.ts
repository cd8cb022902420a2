import { describe, expect, it } from "vitest";
import { scoreLink } from "../../demo/customer.ts";
import { readForm } from "../../demo/form.ts";

const page = (inside: string): string =>
  `<main><form class="x" method="post" action="/s/a&amp;b">${inside}</form></main>`;
const fieldsOf = (inside: string) => readForm(page(inside), "https://hearback.example/s/a?score=9")?.fields;

describe("a page's form", () => {
  it("is posted to its action, seen from the page", () => {
    expect(readForm(page(""), "https://hearback.example/s/a?score=9")?.url).toBe("https://hearback.example/s/a&b");
  });

  it("sends what is chosen and leaves the rest", () => {
    const radio = (value: number, rest = "") => `<input type="radio" name="score" value="${value}"${rest}>`;
    expect(fieldsOf(radio(1) + radio(2, " checked") + radio(3))).toEqual({ score: "2" });
    expect(fieldsOf(radio(1))).toEqual({});
  });

  it("sends hidden fields, and empty ones as they are", () => {
    const inputs =
      '<input type="hidden" name="nonce" value="n&quot;1"><input name="website"><input type="submit" name="go">';
    expect(fieldsOf(inputs)).toEqual({ nonce: 'n"1', website: "" });
  });

  it("keeps the words of a textarea, without the line break before them", () => {
    const inside = '<textarea id="comment" name="words" rows="4">\nGood &amp; fast\nThanks</textarea>';
    expect(readForm(page(inside), "https://hearback.example/")).toMatchObject({
      fields: { words: "Good & fast\nThanks" },
      commentField: "words",
    });
  });

  it("is missing where there is none", () => {
    expect(readForm("<main>Thank you</main>", "https://hearback.example/")).toBeUndefined();
  });
});

describe("the score a customer clicks on", () => {
  const links = ["/s/t?score=10", "/s/t?score=0", "/s/t", "/u/t", "/s/t?score=5"].map(
    (it) => `https://hearback.example${it}`,
  );

  it.each([
    [0, "/s/t?score=0"],
    [0.5, "/s/t?score=5"],
    [1, "/s/t?score=10"],
  ])("for mood %d is %s", (mood, path) => {
    expect(scoreLink({ links }, mood)).toBe(`https://hearback.example${path}`);
  });

  it("is asked of every mail", () => {
    expect(() => scoreLink({ links: [] }, 1)).toThrow("without a score");
  });
});
