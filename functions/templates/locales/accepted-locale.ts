/** Which of our languages a browser asks for, by its Accept-Language header, RFC 9110 section 12.5.4. */
import { spoken } from "./wordings.ts";

/** The one it likes best of those that we speak, English where that is none. */
export function acceptedLocale(header = ""): string {
  const asked = header.split(",").map(asRange);
  const liked = asked.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  for (const { tag } of liked) {
    const locale = spoken(tag);
    if (locale !== undefined) return locale;
  }
  return "en";
}

/** `de-CH;q=0.8` */
function asRange(written: string): { readonly tag: string; readonly weight: number } {
  const [tag = "", ...parameters] = written.split(";").map((part) => part.trim());
  const weight = parameters.find((one) => /^q=/i.test(one));
  return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
}
