/**
 * What a running Hearback has, by kind. A request names it by kind and number, and gets what answers have told of last when it
 * is sent: a request is then the same for the same seed, and still asks for what exists.
 */
import fc from "fast-check";

/** Stands in a text for a thing of a kind: `⟦srv 2⟧`. */
const placeholder = /⟦([^⟧]*) (\d+)⟧/g;

export const knownId = (kind: string): fc.Arbitrary<string> => fc.nat(maxKept - 1).map((nth) => `⟦${kind} ${nth}⟧`);

/** Those of long ago are mostly over. */
const maxKept = 12;

const idsOfAnyKind = /\b([a-z]{3,4})_[0-9A-Za-z]{11,48}\b/g;

/** An example of the document with what there is in place of what it made up. */
export const withKnownIds = (example: unknown): fc.Arbitrary<unknown> =>
  fc.nat(maxKept - 1).map((nth) => JSON.parse(JSON.stringify(example).replace(idsOfAnyKind, `⟦$1 ${nth}⟧`)));

export class Known {
  readonly #byKind = new Map<string, string[]>();
  readonly #secrets = new Map<string, string>();
  readonly #own: ReadonlySet<string>;

  /** `own` is what the fuzz itself stands on, such as its key, and is never asked for. */
  constructor(own: readonly string[]) {
    this.#own = new Set(own);
  }

  add(kind: string, name: string): void {
    if (this.#own.has(name)) return;
    const others = (this.#byKind.get(kind) ?? []).filter((one) => one !== name);
    this.#byKind.set(kind, [name, ...others].slice(0, maxKept));
  }

  /** Whatever an answer names: ids, links of customers, and where a list goes on. */
  learn(path: string, text: string): void {
    for (const [id, kind = ""] of text.matchAll(idsOfAnyKind)) this.add(kind, id);
    for (const [, page = "", token = ""] of text.matchAll(/(\/[su])\/([\w-]{40,})/g)) this.add(page, token);
    const [, cursor] = /"nextCursor":"([^"]+)"/.exec(text) ?? [];
    if (cursor !== undefined) this.add(`cursor of ${path}`, cursor);
    const [, apiKey] = /"apiKey":"([^"]+)"/.exec(text) ?? [];
    if (apiKey !== undefined) this.add("key of fewer scopes", apiKey);
    const [, source, secret] = /"id":"(src_\w+)".*"secret":"([^"]+)"/.exec(text) ?? [];
    if (source !== undefined && secret !== undefined) this.#secrets.set(source, secret);
  }

  /** What a delivery of a source is signed with, if it is known. */
  secretOf(source: string): string | undefined {
    return this.#secrets.get(source);
  }

  /** A text with things in place of what stands for them. */
  fill(text: string): string {
    return text.replace(placeholder, (_, kind: string, nth: string) => {
      const things = this.#byKind.get(kind) ?? [];
      return things[Number(nth) % things.length] ?? "none";
    });
  }
}
