import { unknownNames } from "./nearest-name.ts";
import { SettingsError } from "./settings.ts";

const prefix = "hearback:";
export const contextNames = ["config", "stage"] as const;

/**
 * What the command line says beside the configuration file: which file (`-c hearback:config=other.config.ts`) and which of
 * its stages (`-c hearback:stage=staging`). Settings were context once, and would be lost without a word if left there.
 */
export function readContext(context: Record<string, unknown>): { config: string; stage?: string } {
  const given = Object.entries(context).filter(([key]) => key.startsWith(prefix));
  const values = Object.fromEntries(given.map(([key, value]) => [key.slice(prefix.length), String(value)]));
  const faults = unknownNames(Object.keys(values), contextNames, "context");
  if (faults.length > 0) {
    throw new SettingsError(
      `Settings belong into hearback.config.ts. ${faults.map((fault) => prefix + fault).join(" ")}`,
    );
  }
  const { config = "hearback.config.ts", stage } = values;
  return { config, ...(stage !== undefined && { stage }) };
}
