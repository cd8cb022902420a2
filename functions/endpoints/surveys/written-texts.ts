/** Texts that a business writes for its customers: one a locale, with placeholders that are known. */
import * as z from "zod/mini";
import { hasBrokenPlaceholder, placeholders, unknownPlaceholders } from "../../domain/text.ts";
import { ownLocale, visible } from "../fields.ts";

const known = placeholders.map((name) => `{{${name}}}`).join(", ");
const placeholderFault = `holds a placeholder that is not known; there is ${known}`;
const hasKnownPlaceholders = (text: string): boolean => unknownPlaceholders(text).length === 0;
/** What is not known is told by its own fault. */
const hasWholePlaceholders = (text: string): boolean => !hasKnownPlaceholders(text) || !hasBrokenPlaceholder(text);

/** Direction marks, isolates and joiners stay, which languages need; overrides, which disguise what is written, do not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const disguising = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]|\p{Surrogate}/u;
const isPlain = (text: string): boolean => !disguising.test(text);

/** Several lines. */
export const prose = (maxLength: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.maxLength(maxLength),
      visible,
      z.refine(isPlain, "holds control characters, direction overrides or half a character"),
    );

export const texts = (text: z.ZodMiniType<string, string>) =>
  z
    .record(
      ownLocale,
      text.check(
        z.refine(hasKnownPlaceholders, placeholderFault),
        z.refine(hasWholePlaceholders, "holds a placeholder that is not whole: it has two braces on either side"),
      ),
    )
    .check(
      z.refine((byLocale) => Object.keys(byLocale).length > 0, "needs at least one locale"),
      z.refine((byLocale) => Object.keys(byLocale).length <= 50, "has more than 50 locales"),
    );
