import type { PageFrame } from "./layout.ts";

/**
 * Nothing is loaded from anywhere but the business's own logo, only the page's own style and script run, the form goes home,
 * and nobody may frame the page. The style cannot be named by a hash, because its accent colours are those of the business.
 */
export const contentSecurityPolicy = ({ cspNonce, brand }: Pick<PageFrame, "cspNonce" | "brand">): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${cspNonce}'`,
    `script-src 'nonce-${cspNonce}'`,
    ...(brand?.logoUrl ? [`img-src ${asSource(brand.logoUrl)}`] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A source has no query, and what would end it in a policy is written in percent. */
function asSource(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replaceAll(";", "%3B").replaceAll(",", "%2C").replaceAll("'", "%27");
}
