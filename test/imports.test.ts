import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../functions/routes.ts";

const root = resolve(import.meta.dirname, "..");

describe("the import rules", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), "hearback-imports-"));
    for (const part of [
      "functions",
      "lib",
      "local",
      "bin",
      "bench",
      "client",
      "demo",
      "package.json",
      "tsconfig.json",
      ".dependency-cruiser.json",
    ]) {
      await cp(join(root, part), join(copy, part), { recursive: true });
    }
    await mkdir(join(copy, "test"));
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  /** Runs the very check of `npm run imports` on a copy of the tree with one more file. */
  const check = async (file?: string, source = ""): Promise<{ output: string; modules: number; failed: boolean }> => {
    const path = file && join(copy, file);
    if (path) await mkdir(dirname(path), { recursive: true }).then(() => writeFile(path, source));
    try {
      const command = join(root, "node_modules/.bin/depcruise");
      const folders = ["functions", "lib", "local", "bin", "bench", "client", "demo", "test"];
      const run = promisify(execFile)(command, ["--config", ".dependency-cruiser.json", ...folders], { cwd: copy });
      const { stdout, failed } = await run.then(
        ({ stdout }) => ({ stdout, failed: false }),
        (error: { stdout: string }) => ({ stdout: error.stdout, failed: true }),
      );
      return { output: stdout, failed, modules: Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0) };
    } finally {
      if (path) await rm(path);
    }
  };

  it("hold, and have looked at every source file", async () => {
    const { failed, modules } = await check();
    expect(failed).toBe(false);
    expect(modules).toBeGreaterThan(150);
  });

  it.each([
    [
      "domain-is-pure",
      "functions/domain/bad.ts",
      'import { readFileSync } from "node:fs";\nexport const bad = readFileSync;\n',
    ],
    [
      "domain-is-pure",
      "functions/domain/bad.ts",
      'import type { Table } from "../adapters/dynamodb/table.ts";\nexport type Bad = Table;\n',
    ],
    [
      "sources-only-read",
      "functions/sources/bad.ts",
      'import { checkValue } from "../http/check-value.ts";\nexport const bad = checkValue;\n',
    ],
    [
      "use-cases-stay-inside",
      "functions/jobs/bad.ts",
      'import { DynamoDBClient } from "@aws-sdk/client-dynamodb";\nexport const bad = DynamoDBClient;\n',
    ],
    [
      "only-the-runtime-builds-adapters",
      "functions/endpoints/keys/bad.ts",
      'import { hashedIds } from "../../adapters/crypto/hashed-ids.ts";\nexport const bad = hashedIds;\n',
    ],
    [
      "no-endpoint-imports-another",
      "functions/endpoints/keys/bad.ts",
      'import { listKeys } from "./list-keys.ts";\nexport const bad = listKeys;\n',
    ],
    [
      "infrastructure-knows-routes-and-config",
      "lib/bad.ts",
      'import { nps } from "../functions/domain/kpi/nps.ts";\nexport const bad = nps;\n',
    ],
    [
      "client-stands-alone",
      "client/bad.ts",
      'import type { Survey } from "../functions/domain/survey.ts";\nexport type Bad = Survey;\n',
    ],
    [
      "local-is-not-deployed",
      "functions/bad.ts",
      'import { tableDefinition } from "../local/table.ts";\nexport const bad = tableDefinition;\n',
    ],
    [
      "functions-use-zod-mini",
      "functions/endpoints/keys/bad.ts",
      'import * as z from "zod";\nexport const bad = z.string();\n',
    ],
    [
      "functions-use-zod-mini",
      "functions/http/bad.ts",
      'import { en } from "zod/v4/locales";\nexport const bad = en;\n',
    ],
    ["no-cycles", "functions/domain/bad.ts", 'import { bad } from "./bad.ts";\nexport { bad };\n'],
  ])("refuse what breaks %s: %s", async (rule, file, source) => {
    const { output, failed } = await check(file, source);
    expect(failed).toBe(true);
    expect(output).toMatch(new RegExp(`error ${rule}: ${file.replaceAll(".", "\\.")} → `));
  });

  it("know every endpoint by its name", async () => {
    const files = await readdir(join(root, "functions/endpoints"), { recursive: true });
    const names = new Set(files.map((file) => file.replace(/^.*\//, "")));
    for (const name of Object.keys(routes)) {
      const file = `${name.replace("OpenApi", "Openapi").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
      expect(names, `the endpoint of the route ${name}`).toContain(file);
    }
  });
});
