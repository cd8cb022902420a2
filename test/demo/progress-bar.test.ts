import { describe, expect, it } from "vitest";
import { progressBar, type Screen } from "../../demo/progress-bar.ts";

const watch = (isTTY: boolean, steps: number): string[] => {
  const written: string[] = [];
  const screen: Screen = { isTTY, write: (text) => written.push(text) };
  const show = progressBar(screen);
  for (let step = 1; step <= steps; step++) {
    show({ step, steps, now: "2026-12-24T09:00:00.000Z", interactions: step, answers: 0 });
  }
  return written;
};

describe("the progress bar", () => {
  it("grows on one line of a terminal", () => {
    const written = watch(true, 40);
    expect(written).toHaveLength(40);
    expect(written.every((text) => text.startsWith("\r"))).toBe(true);
    expect(written.join("").match(/\n/g)).toHaveLength(1);
    expect(written[19]).toContain(" 50 %  2026-12-24  20 interactions, 0 answers");
  });

  it("is a line for every tenth elsewhere", () => {
    const written = watch(false, 126);
    expect(written.map((text) => /(\d+) %/.exec(text)?.[1])).toEqual("10 20 30 40 50 60 70 80 90 100".split(" "));
    expect(written.join("")).not.toContain("\r");
  });
});
