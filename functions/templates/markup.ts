import type { html } from "hono/html";

/** What `html` gives: text in which every value was escaped. It is never a promise, because we hand it none. */
export type Markup = ReturnType<typeof html>;
