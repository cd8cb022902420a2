/**
 * `hearback import interactions` as a process of its own: how much memory it takes at most, and how long Hearback takes for a row
 * beside a bare loop that writes the items of that row to the engine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type DynamoDBClient, PutItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
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
    const { imported, bareSeconds } = await onStage(
      () => {},
      async (stage) => ({
        imported: await importFile(file, { url: stage.url, apiKey: stage.seed.apiKey }),
        bareSeconds: await writeBare(stage),
      }),
    );
    const manyFile = join(folder, "many-rows.csv");
    await writeRows(manyFile, manyRows);
    const taken = await againstTaker((place) => importFile(manyFile, place));
    return [memorySection(imported, taken), timeSection(imported, bareSeconds)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Imported {
  readonly peakMb: number;
  readonly seconds: number;
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

const timeSection = (imported: Imported, bareSeconds: number): Section => ({
  title: "Importing: time",
  about: `Time for ${rows} rows, as a ratio to a bare loop that puts the same items into another, as empty one, ${sideBySide} at once.`,
  unit: "ratio",
  figures: [{ what: "time for a row", value: imported.seconds / bareSeconds }],
});

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

/** Put in front of the tool: tells the most memory that it held, in KB, as the system counted it. */
const tellPeak = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs"; process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));',
)}`;

async function importFile(file: string, place: { url: string; apiKey: string }): Promise<Imported> {
  const began = performance.now();
  const args = ["--import", "tsx", "--import", tellPeak, "bin/hearback.ts", "import", "interactions", file];
  const child = spawn(process.execPath, args, {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, HEARBACK_URL: place.url, HEARBACK_API_KEY: place.apiKey },
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  let peak = "";
  child.stdio[3]?.on("data", (chunk) => {
    peak += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The import ended with ${code}.`);
  return { peakMb: Number(peak) / 1024, seconds: (performance.now() - began) / 1000 };
}

/** Puts every item of the table into another engine, which is as empty as the first one was; the time is that of the writes alone. */
const writeBare = ({ dynamodb, tableName }: Stage): Promise<number> =>
  onStage(
    () => {},
    (bare) =>
      copyTable({ client: dynamodb, tableName }, { client: bare.dynamodb, tableName: `${bare.tableName}-bare` }),
  );

interface PlacedTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

async function copyTable(from: PlacedTable, to: PlacedTable): Promise<number> {
  await ensureTable(to.client, to.tableName);
  let seconds = 0;
  for await (const { Items: items = [] } of paginateScan({ client: from.client }, { TableName: from.tableName })) {
    const began = performance.now();
    const left = [...items];
    const write = async (): Promise<void> => {
      for (let Item = left.pop(); Item; Item = left.pop()) {
        await to.client.send(new PutItemCommand({ TableName: to.tableName, Item }));
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, write));
    seconds += (performance.now() - began) / 1000;
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
