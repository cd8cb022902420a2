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
  withBundles(async (bundles, folder) => [await timesOf(bundles, await bundleOfTheSdkAlone(folder))]);

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
    zipped.push({ what, value: gzipSync(content).length / 1024, budget: 160 });
  }
  const about = "Minified as deployed, the SDK included.";
  return [
    { title: "Bundles, gzip", about, unit: "KB", figures: zipped },
    { title: "Bundles, raw", about, unit: "KB", figures: raw },
  ];
}

/** Whole processes under Node 24, one of each in turn, so that what else the machine does meets all alike. */
async function timesOf(bundles: ReadonlyMap<string, string>, sdk: string): Promise<Section> {
  const node = await node24();
  const times = new Map([...bundles.keys(), "sdk"].map((name) => [name, [] as number[]]));
  for (let n = 0; n < starts; n++) {
    for (const [name, file] of [...bundles, ["sdk", sdk] as const]) times.get(name)?.push(await timeOf(node, file));
  }
  const base = median(times.get("sdk") ?? []);
  return {
    title: "Start-up",
    about: `A fresh process until the bundle is loaded, as a ratio to a bundle of the DynamoDB client alone; medians of ${starts} starts in turn, Node 24.`,
    unit: "ratio",
    figures: [...bundles.keys()].map((what) => ({
      what,
      value: median(times.get(what) ?? []) / base,
      budget: customersWaitFor.has(what) ? 1.15 : undefined,
    })),
  };
}

async function timeOf(node: string, file: string): Promise<number> {
  const begun = performance.now();
  await execute(node, ["-e", "import(process.argv[1])", file], { env: { AWS_REGION: "eu-west-1" } });
  return performance.now() - begun;
}

async function node24(): Promise<string> {
  const { stdout } = await execute("npx", ["-y", "-p", "node@24", "node", "-p", "process.execPath"]);
  return stdout.trim();
}
