/** What a cold start has to read and run: the bytes of each bundle, and the time until it is loaded. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { functionNames } from "../lib/service-functions.ts";
import { bundle, bundleOfTheSdkAlone } from "./bundle.ts";
import { median } from "./median.ts";
import type { Section } from "./report.ts";

const starts = 31;
const customersWaitFor = new Set(["ingest", "respond"]);
const execute = promisify(execFile);

export const measureBundles = (): Promise<Section[]> => withBundles(bytesOf);

export const measureStartUp = (): Promise<Section[]> =>
  withBundles(async (bundles, folder) => timesOf(bundles, await bundleOfTheSdkAlone(folder)));

async function withBundles(
  measure: (bundles: ReadonlyMap<string, string>, folder: string) => Promise<Section[]>,
): Promise<Section[]> {
  const folder = await mkdtemp(join(tmpdir(), "hearback-bench-"));
  try {
    const bundles = new Map<string, string>();
    for (const name of functionNames) bundles.set(name, await bundle(name, folder));
    return await measure(bundles, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bytesOf(bundles: ReadonlyMap<string, string>): Promise<Section[]> {
  const raw = [];
  const zipped = [];
  for (const [what, file] of bundles) {
    const content = await readFile(file);
    raw.push({ what, value: content.length / 1024 });
    zipped.push({ what, value: gzipSync(content).length / 1024, budget: 160, why: whyLarge[what] });
  }
  const about = "Minified as deployed, the SDK included.";
  return [
    { title: "Bundles, gzip", about, unit: "KB", figures: zipped },
    { title: "Bundles, raw", about, unit: "KB", figures: raw },
  ];
}

const whyLarge: Readonly<Record<string, string>> = {
  api: "every endpoint of the business with its schemas, and the templates of mails and pages for previews; no customer waits for it",
  "dispatch-invitations":
    "nodemailer's MIME composer carries a table of file types that only attachments need (about 28 KB), and nobody waits for this function",
};

interface Start {
  /** Of the whole process, Node's own boot included. */
  readonly process: number;
  /** Of loading the bundle alone. */
  readonly load: number;
}

/** Whole processes under Node 24, one of each in turn, so that what else the machine does meets all alike. */
async function timesOf(bundles: ReadonlyMap<string, string>, sdk: string): Promise<Section[]> {
  const node = await node24();
  const files = [...bundles, ["sdk", sdk] as const];
  const times = new Map(files.map(([name]) => [name, [] as Start[]]));
  for (let n = 0; n < starts; n++) {
    for (const [name, file] of files) times.get(name)?.push(await timeOf(node, file));
  }
  const ratios = (part: keyof Start) => {
    const medianOf = (name: string): number => median((times.get(name) ?? []).map((start) => start[part]));
    return [...bundles.keys()].map((what) => ({ what, value: medianOf(what) / medianOf("sdk") }));
  };
  const about = `as a ratio to a bundle of the DynamoDB client alone; medians of ${starts} starts in turn, Node 24.`;
  return [
    {
      title: "Start-up",
      about: `A fresh process, from its start until it has loaded the bundle and ended, ${about}`,
      unit: "ratio",
      figures: ratios("process").map((figure) => ({
        ...figure,
        budget: customersWaitFor.has(figure.what) ? 1.15 : undefined,
        why: whySlow,
      })),
    },
    { title: "Loading alone", about: `Without Node's own boot, ${about}`, unit: "ratio", figures: ratios("load") },
  ];
}

const whySlow =
  "within a few hundredths of the budget, which is what a busy machine makes of a ratio; what is left over the SDK are zod's schemas, Powertools and middy";

async function timeOf(node: string, file: string): Promise<Start> {
  const script =
    "const begun = performance.now(); import(process.argv[1]).then(() => console.log(performance.now() - begun))";
  const begun = performance.now();
  const { stdout } = await execute(node, ["-e", script, file], { env: { AWS_REGION: "eu-west-1" } });
  return { process: performance.now() - begun, load: Number(stdout) };
}

async function node24(): Promise<string> {
  const { stdout } = await execute("npx", ["-y", "-p", "node@24", "node", "-p", "process.execPath"]);
  return stdout.trim();
}
