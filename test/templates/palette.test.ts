import { colord, extend } from "colord";
import a11y from "colord/plugins/a11y";
import { describe, expect, it } from "vitest";
import { accentsOf } from "../../functions/templates/brand.ts";
import { dark, light, type Palette } from "../../functions/templates/palette.ts";
import { fc, it as property } from "../support/property.ts";

extend([a11y]);

const contrast = (one: string, other: string): number => colord(one).contrast(other);
const grounds = ({ ground, card, tile }: Palette): string[] => [ground, card, tile];

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s colours", (name, palette) => {
  it("can be read: every text on every ground", () => {
    for (const ground of grounds(palette)) {
      for (const text of [palette.ink, palette.muted, palette.accent, palette.accentDeep]) {
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(palette.alert, palette.alertGround)).toBeGreaterThanOrEqual(4.5);
    for (const fill of [palette.accent, palette.accentDeep]) {
      expect(contrast(palette.onAccent, fill), fill).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("show where something can be pressed or typed", () => {
    for (const ground of grounds(palette)) {
      expect(contrast(palette.edge, ground), ground).toBeGreaterThanOrEqual(3);
    }
  });

  const channel = fc.integer({ min: 0, max: 255 });
  property.prop([channel, channel, channel])("stay readable in whatever colour a business has", (r, g, b) => {
    const accents = accentsOf(colord({ r, g, b }).toHex())[name as "light" | "dark"];
    for (const ground of grounds(palette)) {
      expect(contrast(accents.accent, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accents.accentDeep, ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(accents.onAccent, accents.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(accents.onAccent, accents.accentDeep)).toBeGreaterThanOrEqual(4.5);
  });
});

it("a colour that can be read stays as it is", () => {
  expect(accentsOf("#0b6455").light.accent).toBe("#0b6455");
  expect(accentsOf("#ffe000").light.accent).not.toBe("#ffe000");
});
