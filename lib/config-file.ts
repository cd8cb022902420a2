import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { HearbackConfig } from "./config.ts";
import { SettingsError } from "./settings-error.ts";

/** What a configuration file exports as `hearback`. Whether it is right is not looked at yet. */
export async function readConfigFile(file: string): Promise<HearbackConfig> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new SettingsError("There is no such file: take one from examples/ and set its sender.");
  }
  const { hearback, ...others } = await load(file);
  if (hearback !== undefined) return hearback as HearbackConfig;
  const exported = Object.keys(others);
  throw new SettingsError(
    `It exports ${exported.length === 0 ? "nothing" : exported.join(", ")}: write export const hearback = defineConfig({ sender: "…" }).`,
  );
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    // A compiler's message has several lines.
    const reason = String(error instanceof Error ? error.message : error).replace(/\s*\n\s*/g, " ");
    throw new SettingsError(`It cannot be loaded: ${reason}`, { cause: error });
  }
}
