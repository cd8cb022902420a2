/** Writes what was counted where `hearback cost` reads it, with the day on which it was. */
import { writeFile } from "node:fs/promises";
import { stepNames } from "../bin/commands/cost/month.ts";
import type { Steps } from "./capacity/steps.ts";

const file = new URL("../bin/commands/cost/measured.json", import.meta.url);

export async function keepSteps(all: Steps): Promise<void> {
  const steps = Object.fromEntries(
    stepNames.map((name) => [name, { wcu: rounded(all[name].wcu), rcu: rounded(all[name].rcu) }]),
  );
  const measured = { at: new Date().toISOString().slice(0, 10), steps };
  await writeFile(file, `${JSON.stringify(measured, null, 2)}\n`);
}

const rounded = (value: number): number => Number(value.toPrecision(4));
