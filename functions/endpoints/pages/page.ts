/** What the customer's pages share: the headers of a page, and an error as a page. */
import * as z from "zod/mini";
import type { Reply } from "../../http/endpoint.ts";
import type { Problem } from "../../http/problem.ts";
import type { Notice } from "../../templates/locales/wording.ts";
import { noticePage } from "../../templates/pages/notice-page.ts";
import { contentSecurityPolicy } from "../../templates/pages/style.ts";

export const Page = z.string().check(z.describe("A page"));

export const page = (status: number, body: string): Reply => ({
  status,
  headers: { "content-security-policy": contentSecurityPolicy },
  body,
});

const notices: Partial<Record<number, Notice>> = { 404: "not_found", 405: "not_found", 410: "expired" };

/** In English: whoever has no right link has told us no language. */
export const errorPage = ({ status, requestId }: Problem): Reply =>
  page(
    status,
    noticePage({
      locale: "en",
      notice: notices[status] ?? (status < 500 ? "invalid" : "error"),
      // Only a fault of ours is worth reporting.
      ...(status >= 500 && { requestId }),
    }),
  );
