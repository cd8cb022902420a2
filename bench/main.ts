/** `npm run bench`: what Hearback consumes, beside what it may. Nothing here is part of the tests. */
import { parseArgs } from "node:util";
import { capacitySections } from "./capacity/budget.ts";
import { measureSteps, type Steps } from "./capacity/steps.ts";
import { costSection } from "./costs.ts";
import { measureImporting } from "./importing.ts";
import { keepSteps } from "./keep-steps.ts";
import { measureKpis } from "./kpis.ts";
import { measureRendering } from "./render.ts";
import { isOver, printed, type Section } from "./report.ts";
import { measureRequests } from "./requests.ts";
import { measureSending } from "./sending.ts";
import { measureSignatures } from "./signatures.ts";
import { measureBundles, measureStartUp } from "./start-up.ts";

process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

let steps: Promise<Steps> | undefined;
const stepsOnce = (): Promise<Steps> => {
  steps ??= measureSteps();
  return steps;
};

const benchmarks: Readonly<Record<string, () => Promise<Section[]>>> = {
  capacity: async () => capacitySections(await stepsOnce()),
  costs: async () => [await costSection(await stepsOnce())],
  bundles: measureBundles,
  "start-up": measureStartUp,
  requests: async () => [await measureRequests()],
  render: measureRendering,
  sending: measureSending,
  importing: measureImporting,
  kpis: measureKpis,
  signatures: async () => [measureSignatures()],
};

const help = `npm run bench [-- NAME …] [-- --json] [-- --keep]

Measures and prints tables with the budget beside each figure. NAME is any of ${Object.keys(benchmarks).join(", ")}; default all.
All of it takes a few minutes, and importing half an hour: best with HEARBACK_ENGINE=dynamodb-local, which does not slow down
as its table fills. start-up fetches Node 24 from the npm registry. "over" with a reason below the table is
known; a figure that is over without one makes the exit code 1. --keep writes what capacity counts where hearback cost reads it.
Ratios and counts only: times of one machine say nothing about another. Leave the machine alone meanwhile.
`;

function readArguments(): { names: string[]; json: boolean; keep: boolean } | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const unknown = positionals.find((name) => !Object.hasOwn(benchmarks, name));
  if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}. See npm run bench -- --help`);
  return { names: positionals.length > 0 ? positionals : Object.keys(benchmarks), ...values };
}

async function main(): Promise<void> {
  const wanted = readArguments();
  if (!wanted) {
    process.stdout.write(help);
    return;
  }
  const found: Section[] = [];
  for (const name of wanted.names) {
    if (!wanted.json) process.stderr.write(`measuring ${name} …\n`);
    const sections = (await benchmarks[name]?.()) ?? [];
    found.push(...sections);
    if (!wanted.json) for (const section of sections) process.stdout.write(printed(section));
  }
  if (wanted.keep) await keepSteps(await stepsOnce());
  if (wanted.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else process.stdout.write(summary(found));
  // A figure over its budget is a failure unless its reason is known.
  if (found.flatMap(({ figures }) => figures).some((figure) => isOver(figure) && figure.why === undefined)) {
    process.exitCode = 1;
  }
}

function summary(sections: readonly Section[]): string {
  const figures = sections.flatMap((section) => section.figures).filter(({ budget }) => budget !== undefined);
  return `\n${figures.length - figures.filter(isOver).length} of ${figures.length} figures are within their budget.\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).split(/\.\s/)[0]}\n`);
  process.exit(1);
});
