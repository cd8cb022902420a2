import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { qrCode } from "../../functions/templates/qr-code.ts";

const url = "https://survey.example.com/s/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
const drawn = qrCode(url, { sizePx: 300, title: "QR code of a link" });

/** The modules that a drawing's paths make dark. */
function modulesIn(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const [, dark = ""] = /fill="#000" d="([^"]*)"/.exec(svg) ?? [];
  for (const [, x, y, length] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let n = 0; n < Number(length); n++) {
      const row = modules[Number(y)] ?? [];
      expect(row[Number(x) + n], `${x} ${y}`).toBe(false);
      row[Number(x) + n] = true;
    }
  }
  return modules;
}

describe("a QR code", () => {
  it("draws every dark module of the link's code once, and no other", () => {
    expect(modulesIn(drawn)).toEqual(encode(url, { ecc: "M", border: 4 }).data);
  });

  it("has four modules of white around it, as readers need", () => {
    const modules = modulesIn(drawn);
    const edges = modules.flatMap((row, y) =>
      row.filter((_, x) => Math.min(x, y, modules.length - 1 - x, modules.length - 1 - y) < 4),
    );
    expect(edges.length).toBeGreaterThan(0);
    expect(edges).not.toContain(true);
  });

  it("is as large as is wished, and says what it is to whoever cannot see it", () => {
    expect(drawn).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" role="img" width="300" height="300"/);
    expect(drawn).toContain("<title>QR code of a link</title>");
  });
});
