/** A business's looks as mails and pages can show them: an accent colour that could not be read on is corrected. */
import { type Colord, colord, extend } from "colord";
import a11y from "colord/plugins/a11y";
import type { Brand } from "../domain/brand.ts";
import { dark, light, type Palette } from "./palette.ts";

extend([a11y]);

export interface ShownBrand {
  readonly name: string;
  readonly logoUrl: string | undefined;
  readonly light: Accent;
  readonly dark: Accent;
}

export type Accent = Pick<Palette, "accent" | "accentDeep" | "onAccent">;

/** Between a text and its ground, WCAG 2.2 success criterion 1.4.3. */
const enough = 4.5;

/** A survey's own brand beats the workspace's, each part by itself. */
export function shownBrand(workspace: { name: string; brand?: Brand }, survey?: { brand?: Brand }): ShownBrand {
  const { name = workspace.name, logoUrl, accentColour } = { ...workspace.brand, ...survey?.brand };
  return { name, logoUrl, ...accentsOf(accentColour) };
}

export function accentsOf(accentColour: string | undefined): { readonly light: Accent; readonly dark: Accent } {
  if (accentColour === undefined) return { light, dark };
  return { light: accentOn(light, accentColour), dark: accentOn(dark, accentColour) };
}

/** Whether a colour can be read on white as it is. */
export const isReadable = (accentColour: string): boolean => accentOn(light, accentColour).accent === hex(accentColour);

function accentOn({ ground, card, tile }: Palette, accentColour: string): Accent {
  const isDark = colord(card).isDark();
  const grounds = [ground, card, tile];
  // Measured as it will be written, because rounding to a hex colour costs contrast.
  const step = (colour: Colord): Colord => colord((isDark ? colour.lighten(0.02) : colour.darken(0.02)).toHex());
  let accent = colord(accentColour);
  // Fifty steps reach white or black, which can be read on every ground there is.
  for (let steps = 0; steps < 50 && grounds.some((one) => accent.contrast(one) < enough); steps++)
    accent = step(accent);
  const white = accent.contrast("#ffffff");
  return {
    accent: accent.toHex(),
    accentDeep: (isDark ? accent.lighten(0.1) : accent.darken(0.1)).toHex(),
    onAccent: white >= enough ? "#ffffff" : "#0d1f1b",
  };
}

const hex = (colour: string): string => colord(colour).toHex();
