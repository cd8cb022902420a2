/** A page's form as a browser would send it: what is filled in and chosen already, under its names. */

export interface Form {
  /** Where it is posted to. */
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Name of the field for words, if there is one. */
  readonly commentField?: string;
}

/** The first form of a page; undefined when it has none. */
export function readForm(html: string, pageUrl: string): Form | undefined {
  const [, head = "", inside = ""] = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html) ?? [];
  const action = attribute(head, "action");
  if (action === undefined) return undefined;
  const areas = [...inside.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)].map(([, tag = "", text = ""]) => ({
    name: attribute(tag, "name") ?? "",
    // A parser drops the first line break of a textarea.
    value: decoded(text.replace(/^\r?\n/, "")),
  }));
  const inputs = [...inside.matchAll(/<input\b([^>]*)>/gi)].map(([, tag = ""]) => tag).filter(isSent);
  const filled = inputs.map((tag) => ({ name: attribute(tag, "name") ?? "", value: attribute(tag, "value") ?? "" }));
  const fields = Object.fromEntries([...filled, ...areas].filter(({ name }) => name).map((it) => [it.name, it.value]));
  const commentField = areas[0]?.name;
  return { url: new URL(action, pageUrl).href, fields, ...(commentField && { commentField }) };
}

/** Buttons and what is not chosen stay behind. */
function isSent(tag: string): boolean {
  const type = attribute(tag, "type")?.toLowerCase() ?? "text";
  if (type === "submit" || type === "button" || type === "reset") return false;
  return (type !== "radio" && type !== "checkbox") || /\schecked\b/i.test(tag);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag)?.[1];
  return value === undefined ? undefined : decoded(value);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");
