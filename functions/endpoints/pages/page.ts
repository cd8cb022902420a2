/** What the customer's pages share: the headers of a page, and an error as a page. */
import * as z from "zod/mini";
import type { Services } from "../../domain/ports/services.ts";
import type { Reply } from "../../http/endpoint.ts";
import type { Problem } from "../../http/problem.ts";
import { acceptedLocale } from "../../templates/locales/accepted-locale.ts";
import type { Notice } from "../../templates/locales/wording.ts";
import { textsFor } from "../../templates/locales/wordings.ts";
import { contentSecurityPolicy } from "../../templates/pages/content-security-policy.ts";
import type { PageFrame } from "../../templates/pages/layout.ts";
import { noticePage } from "../../templates/pages/notice-page.ts";

export const Page = z.string().check(z.describe("A page"));

/** A page rendered in this very frame, whose nonce and logo its policy permits. */
export const page = (status: number, frame: PageFrame, body: string): Reply => ({
  status,
  headers: { "content-security-policy": contentSecurityPolicy(frame) },
  body,
});

export const redirect = (location: string): Reply => ({ status: 303, headers: { location } });

const notices: Partial<Record<number, Notice>> = { 404: "not_found", 405: "not_found", 410: "expired" };

/** In a language of the browser's: whoever has no right link has told us no other. */
export async function errorPage(
  { status, requestId }: Problem,
  acceptLanguage: string | undefined,
  { ids }: Pick<Services, "ids">,
): Promise<Reply> {
  const texts = await textsFor(acceptedLocale(acceptLanguage));
  const frame = { texts, cspNonce: ids.random(16) };
  const notice = notices[status] ?? (status < 500 ? "invalid" : "error");
  // Only a fault of ours is worth reporting.
  return page(status, frame, noticePage({ ...frame, notice, ...(status >= 500 && { requestId }) }));
}
