/**
 * The deployment as an operator makes it: `npx cdk synth` by itself, with no settings, no account, no home and no network.
 * What it writes is what would be uploaded.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Template } from "aws-cdk-lib/assertions";
import type { FunctionName } from "../../lib/service-functions.ts";
import { readTemplate } from "./template.ts";

const root = resolve(import.meta.dirname, "../..");
/** Nothing listens there: who tries to reach the network through it fails at once. */
const noNetwork = "http://127.0.0.1:9";

export type Synthesized = Awaited<ReturnType<typeof synthesize>>;

export async function synthesize() {
  const folder = await mkdtemp(join(tmpdir(), "hearback-synth-"));
  const [home, output] = [join(folder, "home"), join(folder, "out")];
  await mkdir(home);
  await promisify(execFile)("npx", ["cdk", "synth", "--quiet", "--output", output], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: home, HTTP_PROXY: noNetwork, HTTPS_PROXY: noNetwork },
  });
  const written = readTemplate(
    Template.fromJSON(JSON.parse(await readFile(join(output, "hearback.template.json"), "utf8"))),
  );
  return {
    ...written,
    /** The module that Lambda would load, and the name it would call in it. */
    handlerOf: (name: FunctionName): { file: string; exported: string } => {
      const { Code, Handler } = written.propertiesOf(name);
      const [module, exported] = Handler.split(".");
      return { file: join(output, `asset.${Code.S3Key.replace(/\.zip$/, "")}`, `${module}.mjs`), exported };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
