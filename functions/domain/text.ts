/**
 * Texts a business writes: one per locale, with `{{placeholders}}`. A placeholder that nobody knows is refused when the
 * text is saved, so that no customer ever reads one.
 */
export type Texts = Readonly<Record<string, string>>;

export const placeholders = ["workspace.name"] as const;
export type PlaceholderValues = Readonly<Record<(typeof placeholders)[number], string>>;

const placeholder = /\{\{([^{}]*)\}\}/g;

/** What in a text looks like a placeholder and is none of ours, also once the known ones are filled: {{{{workspace.name}}}}. */
export function unknownPlaceholders(text: string): string[] {
  const names = namesIn(text);
  return [...names.filter((name) => !isPlaceholder(name)), ...namesIn(text.replace(placeholder, " "))];
}

const namesIn = (text: string): string[] => [...text.matchAll(placeholder)].map((match) => (match[1] ?? "").trim());

export const fillText = (text: string, values: PlaceholderValues): string =>
  text.replace(placeholder, (whole, inside: string) => {
    const name = inside.trim();
    return isPlaceholder(name) ? values[name] : whole;
  });

const isPlaceholder = (name: string): name is keyof PlaceholderValues =>
  (placeholders as readonly string[]).includes(name);

/** The text for a locale: exact, then its language, then the fallback locale, then whichever there is. */
export function textFor(texts: Texts | undefined, locale: string, fallback: string): string | undefined {
  if (!texts) return undefined;
  const wanted = [locale, language(locale), fallback, language(fallback), "en"];
  const known = new Map(Object.entries(texts).map(([key, text]) => [key.toLowerCase(), text]));
  for (const key of wanted) {
    const text = known.get(key.toLowerCase());
    if (text !== undefined) return text;
  }
  return Object.values(texts)[0];
}

const language = (locale: string): string => locale.split("-")[0] ?? locale;
