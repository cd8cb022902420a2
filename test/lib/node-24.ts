/** The Node that Lambda runs, from npm. On a laptop without network what needs it is skipped with one loud line; in CI it must run. */
import { execFileSync } from "node:child_process";

const isNode24 = process.versions.node.startsWith("24.");

/** Path of its binary, or undefined; throws in CI. */
export function findNode24(): string | undefined {
  if (isNode24) return process.execPath;
  try {
    const ask = ["-y", "--prefer-offline", "--fetch-retries=0", "-p", "node@24", "node", "-p", "process.execPath"];
    return execFileSync("npx", ask, { encoding: "utf8", timeout: 90_000, stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (error) {
    if (process.env["CI"]) throw new Error("CI could not get Node 24: the bundles must run there.", { cause: error });
    process.stderr.write("\n!! SKIPPED: the bundles run under Node 24, which npm could not bring here.\n\n");
    return undefined;
  }
}
