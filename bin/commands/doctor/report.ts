/** Findings for people at a terminal: a line each, and below it what to do. */
import { aligned, plural } from "../print.ts";
import type { Finding, Verdict } from "./finding.ts";

export function reportText(findings: readonly Finding[]): string {
  const lines = aligned(findings.map(({ verdict, about, says }) => [verdict, about, says])).split("\n");
  const told = findings.map(
    ({ todo }, index) => `${lines[index]}\n${todo === undefined ? "" : `           → ${todo}\n`}`,
  );
  return `${told.join("")}\n${summaryOf(findings)}\n`;
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  const [wrong, warnings] = [count("wrong"), count("warning")];
  if (wrong > 0) return `${wrong} wrong, ${plural(warnings, "warning")}, ${count("ok")} ok.`;
  const rest = warnings > 0 ? `; ${plural(warnings, "warning")}` : "";
  return `Nothing that was looked at stands between this deployment and its customers${rest}.`;
}
