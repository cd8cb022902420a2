import { raw } from "hono/html";
import type { Markup } from "../markup.ts";

/** Markup of ours that only Outlook for Windows reads. Never hand it what somebody else wrote. */
export const outlook = (markup: string): Markup => raw(`<!--[if mso]>${markup}<![endif]-->`);
