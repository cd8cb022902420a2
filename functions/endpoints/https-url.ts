/** An address of the web that customers are led to, or a picture is fetched from. */
import * as z from "zod/mini";
import { isHeaderSafe } from "../domain/address.ts";

const fault = "is not an https address without name and password, such as https://example.com/page";

export const httpsUrl = z
  .string()
  .check(z.maxLength(2000), z.refine(isHttpsUrl, fault), z.meta({ examples: ["https://example.com/page"] }));

/** Parsers pass over line breaks and read a backslash as a slash, so that what is seen would not be what is opened. */
function isHttpsUrl(text: string): boolean {
  if (/[\s\\]/.test(text) || !isHeaderSafe(text) || !URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  // Semicolons and commas, which a URL allows in a host, would end a directive of the page's policy.
  return protocol === "https:" && username === "" && password === "" && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname);
}
