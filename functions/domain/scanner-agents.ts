/**
 * Programs that open links without a person, by how they name themselves. Short on purpose: most scanners name themselves
 * like a browser, so a name is one hint among others and its absence proves nothing.
 */

/**
 * Chromium's own name when nobody looks at it, HTTP libraries by their documented defaults, what link checkers and previews
 * call themselves (github.com/monperrus/crawler-user-agents), and Outlook's look at a link before it opens it. CUBOT is a
 * telephone.
 */
const scanner =
  /HeadlessChrome|PhantomJS|(?<!cu)bot\b|crawl|spider|preview|scanner|BarracudaCentral|Microsoft Office Existence Discovery|^(?:curl|Wget|python-|aiohttp|httpx|Go-http-client|Java|Apache-HttpClient|libwww-perl|okhttp|axios)\b/i;

/** Browsers always have a name. */
export const isScannerAgent = (userAgent: string | undefined): boolean => !userAgent?.trim() || scanner.test(userAgent);
