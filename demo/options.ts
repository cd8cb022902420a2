/** What may be asked of the demo on the command line. */
import { parseArgs } from "node:util";
import { wrongUsage } from "../bin/commands/failure.ts";
import type { PlanOptions } from "./plan.ts";

export interface DemoOptions extends PlanOptions {
  /** The Hearback that runs already; without one the demo starts its own. */
  readonly running?: { readonly url: string; readonly apiKey: string };
  readonly json: boolean;
}

export const help = `npm run demo -- [options]

Plays some weeks of a business and its customers against a Hearback of its own, which is gone afterwards, or against a
running npm start, and shows the KPIs.

  --seed N           another course of events; the same seed gives the same figures (default 1)
  --interactions N   how many (default 360)
  --customers N      how many people they are spread over (default: as many as interactions, so that some come again)
  --weeks N          how many (default 6)
  --url URL          a running npm start, such as http://127.0.0.1:4747; its clock will have moved on by those weeks
  --key KEY          its key, hb_live_…, as npm start prints it
  --json             print the figures as JSON
  --help             show this
`;

const texts = {
  seed: { type: "string", default: "1" },
  interactions: { type: "string", default: "360" },
  customers: { type: "string" },
  weeks: { type: "string", default: "6" },
  url: { type: "string" },
  key: { type: "string" },
} as const;

/** Undefined when help is asked for. Throws Failure. */
export function readOptions(args: string[]): DemoOptions | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  const interactions = whole("interactions", values.interactions, [1, 5000]);
  const running = runningPlace(values.url, values.key);
  return {
    seed: whole("seed", values.seed, [0, 2 ** 32 - 1]),
    interactions,
    customers: whole("customers", values.customers ?? values.interactions, [1, 5000]),
    weeks: whole("weeks", values.weeks, [1, 26]),
    json: values.json,
    ...(running && { running }),
  };
}

function parsed(args: string[]) {
  try {
    const flags = { json: { type: "boolean", default: false }, help: { type: "boolean", default: false } } as const;
    return parseArgs({ args, options: { ...texts, ...flags } }).values;
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(/\.\s/);
    throw wrongUsage(`${sentence.replace(/\.$/, "")}. See npm run demo -- --help.`);
  }
}

function whole(name: string, text: string, [low, high]: readonly [number, number]): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw wrongUsage(`--${name} must be a whole number from ${low} to ${high}, not ${text || "nothing"}.`);
}

function runningPlace(url: string | undefined, key: string | undefined): DemoOptions["running"] {
  if (url === undefined && key === undefined) return undefined;
  if (url === undefined) throw wrongUsage("--key goes with --url, which says where that Hearback runs.");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw wrongUsage(`--url is not an address such as http://127.0.0.1:4747: ${url}.`);
  }
  if (key === undefined) throw wrongUsage("--key is missing: npm start prints it in its first command, hb_live_….");
  if (!/^hb_live_\S+$/.test(key)) throw wrongUsage("--key is no live key, hb_live_…: test keys count nowhere.");
  return { url: new URL(url).origin, apiKey: key };
}
