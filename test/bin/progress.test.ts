import { describe, expect, it } from "vitest";
import { progressOn, type Screen } from "../../bin/commands/progress.ts";

describe("telling how far long work has got", () => {
  let now = 0;
  const drawnOn = (screen: Omit<Screen, "write">, work: (progress: ReturnType<typeof progressOn>) => void): string => {
    let drawn = "";
    const write = (text: string): void => {
      drawn += text;
    };
    work(progressOn({ ...screen, write }, () => now));
    return drawn;
  };

  it("draws one line over the other, not too often, and leaves nothing behind", () => {
    const drawn = drawnOn({ isTTY: true, columns: 80 }, ({ tell, clear }) => {
      tell("1 of 9");
      tell("2 of 9");
      now += 100;
      tell("3 of 9");
      clear();
    });
    expect(drawn).toBe("\r\u001b[K1 of 9\r\u001b[K3 of 9\r\u001b[K");
  });

  it("never wraps", () => {
    expect(drawnOn({ isTTY: true, columns: 6 }, ({ tell }) => tell("1 of 999"))).toBe("\r\u001b[K1 of ");
    expect(drawnOn({ isTTY: true, columns: 0 }, ({ tell }) => tell("1 of 9"))).toBe("\r\u001b[K1 of 9");
  });

  it("writes nothing where nobody watches, nor where there was nothing to tell", () => {
    expect(drawnOn({}, ({ tell, clear }) => [tell("1 of 9"), clear()])).toBe("");
    expect(drawnOn({ isTTY: true }, ({ clear }) => clear())).toBe("");
  });
});
