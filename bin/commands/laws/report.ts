/** What a check says of one workspace, and of all of them. */

import { type Findings, totalOf, type Violation } from "../../../functions/domain/laws/findings.ts";
import type { Scope } from "../../../functions/domain/laws/scope.ts";
import type { Output } from "../command.ts";
import { aligned, plural, table } from "../print.ts";

export interface Checked {
  readonly scope: Scope;
  readonly findings: Findings;
}

const laws = "Laws 1 to 5 hold";

export function reportOne({ scope, findings }: Checked): Output {
  const { workspace, from, to } = scope;
  const { lookedAt, violations } = findings;
  const looked = Object.entries(lookedAt).map(([kind, counts]) => [
    `  ${kind}`,
    String(totalOf(Object.values(counts))),
    partsOf(counts),
  ]);
  const verdict =
    violations.length === 0 ? `${laws}.\n` : `${plural(violations.length, "violation")}\n${linesOf(violations)}`;
  const head = `${workspace.name} (${workspace.id}), ${from} to ${to} in ${workspace.timeZone}`;
  return {
    json: jsonOf({ scope, findings }),
    text: `${head}\n\nLooked at\n${aligned(looked)}\n${verdict}`,
    failed: violations.length > 0,
  };
}

/** A line for each, and below them the violations of those that have any; `missing` are those that only the directory knows. */
export function reportAll(checked: readonly Checked[], missing: readonly string[]): Output {
  const broken = checked.filter(({ findings }) => findings.violations.length > 0);
  const sum = totalOf(broken.map(({ findings }) => findings.violations.length));
  const rows = checked.map(({ scope: { workspace, from, to }, findings: { lookedAt, violations } }) => {
    const records = totalOf(["interactions", "invitations", "responses"].map((kind) => countOf(lookedAt[kind])));
    return [workspace.id, workspace.name, from, to, String(records), String(violations.length)];
  });
  const headings = ["id", "name", "from", "to", "records", "violations"];
  const lists = broken.map(({ scope: { workspace }, findings: { violations } }) => {
    return `${workspace.name} (${workspace.id})\n${linesOf(violations)}\n`;
  });
  const verdict =
    sum === 0
      ? `${laws} in ${plural(checked.length, "workspace")}.\n`
      : `${plural(sum, "violation")} in ${broken.length} of ${plural(checked.length, "workspace")}.\n`;
  const gone = missing.map((id) => `${id} stands in the directory and is not in the table.\n`).join("");
  const isOk = sum === 0 && missing.length === 0;
  return {
    json: { workspaces: checked.map(jsonOf), ...(missing.length > 0 && { missing }), ok: isOk },
    text:
      checked.length === 0
        ? gone || "There is no workspace yet.\n"
        : `${table(headings, rows, "")}\n${lists.join("")}${gone}${verdict}`,
    failed: !isOk,
  };
}

function jsonOf({ scope: { workspace, from, to }, findings: { lookedAt, violations } }: Checked): object {
  const { id, timeZone } = workspace;
  const counts = Object.fromEntries(Object.entries(lookedAt).map(([kind, count]) => [camel(kind), count]));
  return { workspaceId: id, from, to, timeZone, lookedAt: counts, violations, ok: violations.length === 0 };
}

/** `to-do list` → `toDoList` */
const camel = (words: string): string => words.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());

const countOf = (counts: Readonly<Record<string, number>> = {}): number => totalOf(Object.values(counts));

const partsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");

const linesOf = (violations: readonly Violation[]): string => violations.map(lineOf).join("");

const lineOf = ({ law, ids, message }: Violation): string =>
  `  law ${law}  ${ids[0]}${message.startsWith(":") ? "" : " "}${message}\n`;
