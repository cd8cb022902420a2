/** Which Hearback is meant by its address. There is no default, and the key is never an option: others could read it there. */
import { wrongUsage } from "./failure.ts";
import type { Options } from "./option.ts";

export interface ApiWish {
  readonly url: string;
  readonly key: { readonly text: string } | { readonly file: string };
}

export const apiOptions = {
  url: { value: "URL", help: "where Hearback's API answers (default $HEARBACK_URL)" },
  "api-key-file": { value: "FILE", help: "file that holds the API key (default the key in $HEARBACK_API_KEY)" },
} as const satisfies Options;

type Values = Readonly<Record<string, string | boolean | undefined>>;

export function apiWishOf(values: Values, env: NodeJS.ProcessEnv): ApiWish {
  const { url = env["HEARBACK_URL"] ?? "", "api-key-file": file } = values;
  const text = env["HEARBACK_API_KEY"] ?? "";
  if (url === "") throw wrongUsage("Say where: --url URL, such as http://127.0.0.1:4747; or set HEARBACK_URL.");
  const what = values["url"] === undefined ? "HEARBACK_URL" : "--url";
  if (!isAddress(String(url))) throw wrongUsage(`${what} is not an address such as https://feedback.example.com.`);
  if (file !== undefined) return { url: String(url), key: { file: String(file) } };
  if (text === "") throw wrongUsage("There is no API key: set HEARBACK_API_KEY, or name a file with --api-key-file.");
  return { url: String(url), key: { text } };
}

/** What the client takes for one. */
const isAddress = (url: string): boolean => /^https?:\/\/[^\s?#]+$/i.test(url) && URL.canParse(url);
