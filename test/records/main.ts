/** `npm run records -- VERSION`: keeps records as this code writes them, for every later release to read. */
import { execFile } from "node:child_process";
import { parseArgs, promisify } from "node:util";
import { onStage } from "../../bench/stage.ts";
import { version as current } from "../../bin/version.ts";
import { takeItems } from "../support/copy-table.ts";
import { byKind, writeGolden } from "./golden.ts";
import { writtenKinds } from "./kinds.ts";
import { live } from "./life.ts";

const help = `npm run records -- VERSION

Lets a business live for two days and writes all records of its table to test/records/VERSION, where tests read them with every later
release. VERSION is the one that this code is, or will be: ${current}, or what comes next. Those of a version
that has been released stand as they are.
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: "boolean" } } });
  const [version = "", ...others] = positionals;
  if (values.help || version === "") {
    process.stdout.write(help);
    return;
  }
  if (!/^\d+\.\d+\.\d+$/.test(version) || others.length > 0)
    throw new Error(`${positionals.join(" ")} is no version such as ${current}.`);
  const { stdout } = await promisify(execFile)("git", ["tag", "--list", `v${version}`]);
  if (stdout.trim() !== "")
    throw new Error(`${version} has been released, and its records stand. Name the version that comes next.`);
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  await onStage(
    () => {},
    async (stage) => {
      await live(stage);
      const items = await takeItems(stage.dynamodb, stage.tableName);
      const kinds = byKind(items);
      const missing = (await writtenKinds()).filter((kind) => !kinds.has(kind));
      if (missing.length > 0)
        throw new Error(`Nothing in test/records/life.ts makes a record of ${missing.join(", ")}: add what does.`);
      await writeGolden({ version, items, about: { takenAt: stage.clock.now(), ...stage.seed } });
      process.stdout.write(`${items.length} records of ${kinds.size} kinds are in test/records/${version}.\n`);
    },
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
