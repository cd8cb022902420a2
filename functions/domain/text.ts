/**
 * Texts a business writes: one per locale, with `{{placeholders}}` that may carry a fallback, `{{customer.firstName|there}}`.
 * A placeholder that nobody knows is refused when the text is saved, so that no customer ever reads one; one without a value
 * and without a fallback leaves nothing behind, not even its space.
 */
export type Texts = Readonly<Record<string, string>>;

/** What placeholders are filled with. */
export interface Subject {
  /** The brand's, where there is one. */
  readonly workspaceName: string;
  /** Of the text, which says how its readers write names. */
  readonly locale?: string | undefined;
  readonly customerName?: string | undefined;
  readonly agentName?: string | undefined;
  readonly product?: string | undefined;
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined;
}

const values = {
  "workspace.name": ({ workspaceName }: Subject) => workspaceName,
  "customer.name": ({ customerName }: Subject) => customerName,
  "customer.firstName": ({ customerName, locale }: Subject) => firstName(customerName, locale),
  "agent.name": ({ agentName }: Subject) => agentName,
  product: ({ product }: Subject) => product,
} as const;

/** As the API tells them. */
export const placeholders = [...Object.keys(values), "attributes.NAME"];

const placeholder = /\{\{([^{}]*)\}\}/g;
const attribute = /^attributes\.([A-Za-z0-9_.-]{1,64})$/;

/** What in a text looks like a placeholder and is none of ours, also once the known ones are filled: {{{{workspace.name}}}}. */
export function unknownPlaceholders(text: string): string[] {
  return [...namesIn(text).filter((name) => !isKnown(name)), ...namesIn(text.replace(placeholder, " "))];
}

/** Whether a placeholder was meant that nobody would fill: "{{customer.name", "customer.name}}", "{customer.name}". */
export function hasBrokenPlaceholder(text: string): boolean {
  const rest = text.replace(placeholder, " ");
  const inSingleBraces = [...rest.matchAll(/\{([^{}]*)\}/g)].map((match) => parts(match[1] ?? "")[0] ?? "");
  return /\{\{|\}\}/.test(rest) || inSingleBraces.some(isKnown);
}

/** Whether a text speaks of more than the workspace, so that customer and interaction have to be read for it. */
export const isPersonal = (text: string): boolean => namesIn(text).some((name) => name !== "workspace.name");

export function fillText(text: string, subject: Subject): string {
  let isShort = false;
  const filled = text.replace(placeholder, (whole, inside: string) => {
    const [name = "", fallback = ""] = parts(inside);
    if (!isKnown(name)) return whole;
    const value = told(name, subject) ?? "";
    if (isVisible(value)) return value;
    if (fallback === "") isShort = true;
    return fallback;
  });
  return isShort ? withoutGaps(filled) : filled;
}

/** Zero-width characters alone are nothing that a customer could read or press. */
export const isVisible = (text: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

function told(name: string, subject: Subject): string | undefined {
  const own = attribute.exec(name)?.[1];
  if (own === undefined) return values[name as keyof typeof values](subject);
  const { attributes } = subject;
  return attributes && Object.hasOwn(attributes, own) ? String(attributes[own]) : undefined;
}

const isKnown = (name: string): boolean => Object.hasOwn(values, name) || attribute.test(name);

const namesIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map((match) => parts(match[1] ?? "")[0] ?? "");

/** Name and fallback. */
function parts(inside: string): string[] {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside.trim()] : [inside.slice(0, bar).trim(), inside.slice(bar + 1).trim()];
}

/**
 * A name of several words gives its first; written as "Li, Jo" the one after the comma. Where the family name goes first
 * the whole name is kept: nobody is called by that alone, and which word it is cannot be told.
 */
function firstName(name = "", locale = ""): string {
  const [whole = "", given] = name.split(",").map((part) => part.trim());
  if (given) return given.split(/\s+/)[0] ?? given;
  const isFamilyFirst = familyFirstScripts.test(whole) || familyFirstLanguages.test(locale);
  return isFamilyFirst ? whole : (whole.split(/\s+/)[0] ?? whole);
}

const familyFirstScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const familyFirstLanguages = /^(?:hu|ja|ko|vi|zh)\b/i;

/** What an empty placeholder leaves behind: two spaces, or one before a comma or at an end. */
const withoutGaps = (text: string): string =>
  text
    .replace(/[ \t]{2,}/g, " ")
    .replace(/[ \t]+(?=[,.;:!?)]|$)/gm, "")
    .replace(/^[ \t]*[,;:][ \t]*|^[ \t]+/gm, "");

/** The text for a locale: exact, then its language, then the fallback locale, then whichever there is. */
export function textFor(texts: Texts | undefined, locale: string, fallback: string): string | undefined {
  if (!texts) return undefined;
  const known = lowerCased(texts);
  for (const key of [...keysOf(locale), ...keysOf(fallback), "en"]) {
    const text = known.get(key);
    if (text !== undefined) return text;
  }
  return Object.values(texts)[0];
}

/** Whether there is a text in this very language. */
export const hasTextFor = (texts: Texts | undefined, locale: string): boolean =>
  texts !== undefined && keysOf(locale).some((key) => lowerCased(texts).has(key));

const lowerCased = (texts: Texts): Map<string, string> =>
  new Map(Object.entries(texts).map(([key, text]) => [key.toLowerCase(), text]));

/** A locale and its language, lower-case. */
const keysOf = (locale: string): string[] => [locale.toLowerCase(), (locale.split("-")[0] ?? locale).toLowerCase()];
