/** What `npm run fuzz` runs: rounds over all operations, so that each meets what the others have made and broken. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { bar } from "../../bin/commands/bar.ts";
import { everyRoute, type RouteName } from "../http/contract.ts";
import { Fuzz } from "./fuzz.ts";

const requests = Number(process.env["HEARBACK_FUZZ_REQUESTS"]);
const seed = Number(process.env["HEARBACK_FUZZ_SEED"]);
const perRound = 5;
const rounds = Math.max(1, Math.ceil(requests / (everyRoute.length * perRound)));

let fuzz: Fuzz;
beforeAll(async () => {
  fuzz = await Fuzz.start();
});
afterAll(() => fuzz.close());

it("answers whatever is sent as documented", async () => {
  const failures = new Map<RouteName, Error>();
  for (let round = 0; round < rounds; round++) {
    await fuzz.restock();
    for (const [at, [, , name]] of everyRoute.entries()) {
      if (failures.has(name)) continue;
      const own = (seed + round * everyRoute.length + at) % 2 ** 31;
      await fuzz.attack(name, { requests: perRound, seed: own }).catch((error: Error) => failures.set(name, error));
    }
    show(round + 1, failures.size);
  }
  process.stdout.write(table(fuzz.answers));
  expect([...failures.values()].map(({ message }) => message).join("\n\n")).toBe("");
  await fuzz.expectOtherUntouched();
  // Few requests need not meet everything that an operation asks for.
  if (rounds >= 20) expect(neverTaken(fuzz.answers)).toEqual([]);
});

const sent = (): number =>
  [...fuzz.answers.values()].flatMap((statuses) => [...statuses.values()]).reduce((a, b) => a + b, 0);

let tenths = 0;

/** One line that grows; where nobody watches, a line for every tenth. */
function show(round: number, failed: number): void {
  const { stderr } = process;
  const line = `${bar(round / rounds)}  ${sent()} requests, ${failed} operations failed`;
  if (stderr.isTTY) stderr.write(`\r${line}\u001b[K${round === rounds ? "\n" : ""}`);
  else if (Math.floor((round / rounds) * 10) > tenths) {
    tenths = Math.floor((round / rounds) * 10);
    stderr.write(`${line}\n`);
  }
}

type Answers = Fuzz["answers"];

const neverTaken = (answers: Answers): string[] =>
  [...answers].filter(([, statuses]) => ![...statuses.keys()].some((status) => status < 400)).map(([name]) => name);

/** Operations by status. */
function table(answers: Answers): string {
  const statuses = [...new Set([...answers.values()].flatMap((one) => [...one.keys()]))].sort();
  const rows = [
    ["operation", ...statuses.map(String), "all"],
    ...[...answers].map(([name, one]) => rowOf(name, (status) => one.get(status) ?? 0)),
    rowOf("all", (status) => [...answers.values()].reduce((sum, one) => sum + (one.get(status) ?? 0), 0)),
  ];
  return `${rows.map(([name = "", ...cells]) => name.padEnd(22) + cells.map((cell) => cell.padStart(7)).join("")).join("\n")}\n`;

  function rowOf(name: string, countOf: (status: number) => number): string[] {
    const counts = statuses.map(countOf);
    return [
      name,
      ...counts.map((count) => (count === 0 ? "·" : String(count))),
      String(counts.reduce((a, b) => a + b, 0)),
    ];
  }
}
