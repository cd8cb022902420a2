import { unknownNames } from "./nearest-name.ts";
import { SettingsError } from "./settings-error.ts";

const prefix = "hearback:";
export const contextNames = ["config", "stage", "nag"] as const;

/** Further rules of cdk-nag that somebody may have to answer for. */
export const reportNames = ["nist", "hipaa"] as const;

export interface Context {
  readonly config: string;
  readonly stage?: string;
  readonly reports: readonly (typeof reportNames)[number][];
}

/**
 * What the command line says beside the configuration file: which file (`-c hearback:config=other.config.ts`), which of its
 * stages (`-c hearback:stage=staging`), and which reports besides (`-c hearback:nag=nist,hipaa`). Settings were context once,
 * and would be lost without a word if left there.
 */
export function readContext(context: Record<string, unknown>): Context {
  const given = Object.entries(context).filter(([key]) => key.startsWith(prefix));
  const values = Object.fromEntries(given.map(([key, value]) => [key.slice(prefix.length), String(value)]));
  const faults = unknownNames(Object.keys(values), contextNames, "context");
  if (faults.length > 0) {
    throw new SettingsError(
      `Settings belong into hearback.config.ts. ${faults.map((fault) => prefix + fault).join(" ")}`,
    );
  }
  // A variable of the shell that is not set.
  const [empty] = Object.keys(values).filter((name) => values[name] === "");
  if (empty !== undefined) throw new SettingsError(`${prefix}${empty} is empty: say which, or leave it out.`);
  const { config = "hearback.config.ts", stage, nag } = values;
  const reports = (nag ?? "").split(",").filter((name) => name !== "");
  const unknown = unknownNames(reports, reportNames, "report of hearback:nag");
  if (unknown.length > 0) throw new SettingsError(unknown.join(" "));
  return { config, ...(stage !== undefined && { stage }), reports: reports as Context["reports"] };
}
