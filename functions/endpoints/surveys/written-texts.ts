/** Texts that a business writes for its customers: one a locale, with placeholders that are known. */
import * as z from "zod/mini";
import { hasOpenPlaceholder, placeholders, unknownPlaceholders } from "../../domain/text.ts";
import { line, locale } from "../fields.ts";

const known = placeholders.map((name) => `{{${name}}}`).join(", ");
const placeholderFault = `holds a placeholder that is not known; there is ${known}`;
const hasKnownPlaceholders = (text: string): boolean => unknownPlaceholders(text).length === 0;
/** What is not known is told by its own fault. */
const closesPlaceholders = (text: string): boolean => !hasKnownPlaceholders(text) || !hasOpenPlaceholder(text);

/** Direction marks, isolates and joiners stay, which languages need; overrides, which disguise what is written, do not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const disguising = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]|\p{Surrogate}/u;
const isPlain = (text: string): boolean => !disguising.test(text);

/** Zero-width characters alone are nothing that a customer could read or press. */
const isVisible = (text: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
const visible = z.refine<string>(isVisible, "holds nothing that can be seen");

/** One line, and not a blank one. */
export const label = (maxLength: number) => line(maxLength).check(z.trim(), z.minLength(1), visible);

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
      locale,
      text.check(
        z.refine(hasKnownPlaceholders, placeholderFault),
        z.refine(closesPlaceholders, "holds {{ without }}, which no placeholder is"),
      ),
    )
    .check(
      z.refine((byLocale) => Object.keys(byLocale).length > 0, "needs at least one locale"),
      z.refine((byLocale) => Object.keys(byLocale).length <= 50, "has more than 50 locales"),
    );
