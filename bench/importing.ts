/**
 * `hearback import interactions` as a process of its own: how much memory it takes at most, and how long Hearback takes for a row
 * beside a bare loop that writes the items of that row to the engine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PutItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Engine } from "../local/engine.ts";
import { ensureTable } from "../local/table.ts";
import type { Section } from "./report.ts";
import { onStage, type Stage } from "./stage.ts";

const rows = 100_000;
/** Against a service that takes everything at once. */
const manyRows = 1_000_000;
const budgetMb = 256;
/** Writes under way at once, as many as a batch has rows under way. */
const sideBySide = 16;

export async function measureImporting(): Promise<Section[]> {
  const folder = await mkdtemp(join(tmpdir(), "hearback-bench-import-"));
  try {
    const file = join(folder, "rows.csv");
    await writeRows(file, rows);
    const { imported, ours, bare } = await onStage(
      () => {},
      async (stage) => {
        const cpu = await startCounting(stage.engine);
        const imported = await importFile(file, { url: stage.url, apiKey: stage.seed.apiKey });
        const ours = imported.cpuSeconds + (await cpu.seconds());
        return { imported, ours, bare: await writeBare(stage) };
      },
    );
    const manyFile = join(folder, "many-rows.csv");
    await writeRows(manyFile, manyRows);
    const taken = await againstTaker((place) => importFile(manyFile, place));
    return [memorySection(imported, taken), timeSection(ours, bare)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Imported {
  readonly peakMb: number;
  /** Of the importing process alone. */
  readonly cpuSeconds: number;
}

const memorySection = (imported: Imported, taken: Imported): Section => ({
  title: "Importing: memory",
  about: "The most memory that hearback import interactions held, by the number of rows in its CSV file.",
  unit: "MB",
  figures: [
    { what: `${rows} rows into Hearback`, value: imported.peakMb, budget: budgetMb },
    { what: `${manyRows} rows into a service that takes everything`, value: taken.peakMb, budget: budgetMb },
  ],
});

const timeSection = (ours: number, bare: number): Section => ({
  title: "Importing: time",
  about: `Processor time for ${rows} rows, of the command, Hearback and the engine, as a ratio to a bare loop, its process and its engine, that puts the same items into another, as empty one, ${sideBySide} at once. It is the same on a busy machine, on which the time that passes is not.`,
  unit: "ratio",
  figures: [{ what: "processor time for a row", value: ours / bare }],
});

/** What this process and an engine use from now on. */
async function startCounting({ pid }: Engine): Promise<{ seconds(): Promise<number> }> {
  const used = async (): Promise<number> => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6 + (pid === undefined ? 0 : await cpuSecondsOf(pid));
  };
  const before = await used();
  return { seconds: async () => (await used()) - before };
}

/** As Linux counts it, in hundredths of a second. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function writeRows(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  file.write("id,type,occurredAt,customer.email,customer.name,channel,agent.id,handleTimeSeconds,attributes.plan\n");
  const start = Date.now() - 30 * 86_400_000;
  for (let n = 0; n < count; n++) {
    const at = new Date(start + n * 20).toISOString();
    const cells = [
      `row-${n}`,
      "ticket.closed",
      at,
      `customer-${n % 50_000}@example.com`,
      "Jo Li",
      "chat",
      `a-${n % 40}`,
      n % 900,
    ];
    if (!file.write(`${[...cells, "pro"].join(",")}\n`)) await once(file, "drain");
  }
  await new Promise<void>((done) => file.end(done));
}

/** Put in front of the tool: tells what it has used, as the system counted it. */
const tellUsage = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs"; process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())));',
)}`;

async function importFile(file: string, place: { url: string; apiKey: string }): Promise<Imported> {
  const args = ["--import", "tsx", "--import", tellUsage, "bin/hearback.ts", "import", "interactions", file];
  const child = spawn(process.execPath, args, {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, HEARBACK_URL: place.url, HEARBACK_API_KEY: place.apiKey },
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  let usage = "";
  child.stdio[3]?.on("data", (chunk) => {
    usage += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The import ended with ${code}.`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(usage) as NodeJS.ResourceUsage;
  return { peakMb: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
}

/** Puts every item of the table into another engine, which is as empty as the first one was; answers the processor time of the writes alone. */
const writeBare = (from: Stage): Promise<number> =>
  onStage(
    () => {},
    (bare) => copyTable(from, bare),
  );

async function copyTable(from: Stage, { dynamodb, engine, tableName }: Stage): Promise<number> {
  const TableName = `${tableName}-bare`;
  await ensureTable(dynamodb, TableName);
  let seconds = 0;
  for await (const { Items: items = [] } of paginateScan({ client: from.dynamodb }, { TableName: from.tableName })) {
    const cpu = await startCounting(engine);
    const left = [...items];
    const write = async (): Promise<void> => {
      for (let Item = left.pop(); Item; Item = left.pop()) {
        await dynamodb.send(new PutItemCommand({ TableName, Item }));
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, write));
    seconds += await cpu.seconds();
  }
  return seconds;
}

/** What records nothing, and answers as if it had. */
async function againstTaker<T>(act: (place: { url: string; apiKey: string }) => Promise<T>): Promise<T> {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const { items } = JSON.parse(text) as { items: unknown[] };
    const answers = items.map(() => ({ id: "int_0", outcome: "not_invited", reason: "not_requested" }));
    response.setHeader("content-type", "application/json").end(JSON.stringify({ items: answers, errors: 0 }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    return await act({ url: `http://127.0.0.1:${port}`, apiKey: `hb_live_${"0".repeat(22)}_${"0".repeat(49)}` });
  } finally {
    server.close();
  }
}
