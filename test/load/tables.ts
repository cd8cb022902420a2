/** A load in tables: operations by answer, what arrived and counts, memory. */
import { type Sample, slopeOf } from "./memory.ts";
import type { Played } from "./play.ts";

const mib = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

export function operationTable({ tally, done }: Played): string {
  const all = [...tally].filter(([, { count }]) => count > 0);
  const statuses = [...new Set(all.flatMap(([, one]) => [...one.statuses.keys()]))].sort();
  const sum = (status: number) => all.reduce((total, [, one]) => total + (one.statuses.get(status) ?? 0), 0);
  const cells = (countOf: (status: number) => number) => statuses.map((status) => String(countOf(status) || "·"));
  return markdown([
    ["operation", "times", ...statuses.map(String)],
    ...all.map(([name, one]) => [name, String(one.count), ...cells((status) => one.statuses.get(status) ?? 0)]),
    ["all", String(done), ...cells(sum)],
  ]);
}

export function memoryTable(samples: readonly Sample[]): string {
  const last = samples.at(-1)?.done ?? 0;
  const at = (share: number): Sample | undefined => samples.find(({ done }) => done >= last * share);
  const rows = [0.1, 0.5, 1].map((share) => {
    const { done = 0, heapUsed = 0, rss = 0 } = at(share) ?? {};
    return [`${share * 100} %`, String(done), mib(heapUsed), mib(rss)];
  });
  const slope = (slopeOf(samples) * 1000) / 1024;
  return `${markdown([["", "operations", "heap, MiB", "resident, MiB"], ...rows])}
In the second half the heap grew by ${slope.toFixed(1)} KiB in 1,000 operations.
`;
}

export function resultTable({ businesses }: Played): string {
  return markdown([
    ["business", "reports accepted", "mails", "people who answered", "unsubscribed"],
    ...businesses.map((one, index) => [
      one.isFlood ? "floods" : `calm ${index}`,
      String(one.accepted.length),
      String(one.mails),
      String(one.asked.filter(({ meant }) => meant !== undefined).length),
      String(one.asked.filter(({ isSilent }) => isSilent).length),
    ]),
  ]);
}

/** As it stands in the documentation, and fit to read in a terminal. */
function markdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return `${[line(head), rule, ...rows.map(line)].join("\n")}\n`;
}
