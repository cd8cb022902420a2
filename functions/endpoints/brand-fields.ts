/** The brand of a workspace or a survey, as the API takes and shows it. */
import * as z from "zod/mini";
import { isFromName } from "../domain/address.ts";
import type { Brand } from "../domain/brand.ts";
import { accentsOf, isReadable } from "../templates/brand.ts";
import { visibleLine } from "./fields.ts";
import { httpsUrl } from "./https-url.ts";

/** `#rgb` is kept as `#rrggbb`. */
const colour = z.pipe(
  z.string().check(z.regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, "is not a colour such as #0b6455")),
  z.transform((text) => (text.length === 4 ? text.replace(/[^#]/g, "$&$&") : text).toLowerCase()),
);

export const brand = z.strictObject({
  name: z.exactOptional(visibleLine(100).check(z.refine(isFromName, "holds @ or <, and would pass for an address"))),
  logoUrl: z.exactOptional(httpsUrl),
  accentColour: z.exactOptional(colour),
});

export const surveyBrand = z.extend(brand, { footerAddress: z.exactOptional(visibleLine(300)) });

export const BrandView = z.object({
  name: z.exactOptional(z.string()),
  logoUrl: z.exactOptional(z.string()),
  accentColour: z.exactOptional(z.string()),
});

export const SurveyBrandView = z.extend(BrandView, { footerAddress: z.exactOptional(z.string()) });

/** What was accepted, and is not done to the letter. */
export const Notes = z
  .array(z.object({ path: z.string(), message: z.string() }))
  .check(z.describe("What was accepted, and is not done to the letter; absent when there is nothing to say"));

/** A field `notes` where there is one. */
export function withNotes({ accentColour }: Brand = {}): { notes?: z.input<typeof Notes> } {
  if (accentColour === undefined || isReadable(accentColour)) return {};
  const { light, dark } = accentsOf(accentColour);
  const shown = `${accentColour} is shown as ${light.accent} (light) and ${dark.accent} (dark)`;
  const message = `${shown}, because text in this colour could not be read by everybody`;
  return { notes: [{ path: "brand.accentColour", message }] };
}
