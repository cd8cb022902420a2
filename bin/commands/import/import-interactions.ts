/** Interactions from a file, however long: read, sent and answered part by part. */
import { extname } from "node:path";
import type { Api } from "../api.ts";
import { bar } from "../bar.ts";
import { apiCommand, type Output } from "../command.ts";
import { failed, wrongUsage } from "../failure.ts";
import { fields, plural, shortened } from "../print.ts";
import { Checkpoint } from "./checkpoint.ts";
import { csvRows } from "./csv-rows.ts";
import { ErrorFile } from "./error-file.ts";
import { jsonLines } from "./json-lines.ts";
import { partsOf } from "./parts.ts";
import type { Row } from "./row.ts";
import { sendPart } from "./send-part.ts";
import { identify, type SourceFile, textOf } from "./source-file.ts";
import { counted, type Tally } from "./tally.ts";

const formats = ["csv", "jsonl"] as const;
type Format = (typeof formats)[number];

/** An import that is under way outlasts a restart of what is between. */
const patientRetries = 8;

export const importInteractions = apiCommand({
  name: "import interactions",
  summary: "Records the interactions of a CSV or JSON lines file, however long; invites nobody unless told.",
  details: `A CSV file's first row names the fields, such as type, customer.email, occurredAt or attributes.plan; of JSON
lines each is what POST /v1/interactions takes. A row without an id gets one of its content, so that a row that is
imported twice is recorded once. Progress is kept beside the file: after an interruption the same command goes on.
What is refused is written to FILE.errors.csv by line, and makes the exit code 1.`,
  argument: "file",
  options: {
    format: { value: "FORMAT", help: `${formats.join(" or ")} (default: by the file's extension)` },
    invite: { help: "invite customers as for any other report; otherwise rows are recorded only" },
    restart: { help: "begin anew instead of going on" },
  },
  async run({ file, values: { format, invite, restart } }, api, tell) {
    const reader = rowsOf[formatOf(file, format)];
    const source = await identify(file);
    const undertaking = { sha256: source.sha256, url: api.url, whose: api.whose, invites: invite };
    const checkpoint = await Checkpoint.open(source, undertaking, restart);
    const errors = await ErrorFile.open(file, checkpoint.standing.errorBytes);
    let read = 0;
    const rows = reader(
      textOf(file, (bytes) => (read = bytes)),
      shortened(file),
    );
    const note = (tally: Tally): void => tell(lineOf(tally, read / source.bytes));
    try {
      await importRows({ rows, checkpoint, errors, api, invites: invite, note });
    } catch (error) {
      if (!api.signal.aborted) throw error;
      throw failed(
        `Stopped after ${plural(checkpoint.standing.tally.rows, "row")}; the same command goes on from there.`,
      );
    }
    await checkpoint.remove();
    return outcome(source, checkpoint.standing.tally, errors);
  },
});

const rowsOf: Record<Format, (text: AsyncGenerator<string>, name: string) => AsyncGenerator<Row>> = {
  csv: csvRows,
  jsonl: jsonLines,
};

function formatOf(file: string, format: string | undefined): Format {
  const wanted = format ?? extname(file).slice(1).toLowerCase().replace("ndjson", "jsonl");
  const found = formats.find((one) => one === wanted);
  if (found) return found;
  if (format !== undefined) throw wrongUsage(`--format must be one of ${formats.join(", ")}.`);
  throw wrongUsage(`What ${shortened(file)} holds is not told by its name; say --format csv or --format jsonl.`);
}

interface Import {
  readonly rows: AsyncIterable<Row>;
  readonly checkpoint: Checkpoint;
  readonly errors: ErrorFile;
  readonly api: Api;
  readonly invites: boolean;
  readonly note: (tally: Tally) => void;
}

async function importRows({ rows, checkpoint, errors, api, invites, note }: Import): Promise<void> {
  let retries = 2;
  for await (const part of partsOf(rows, checkpoint.standing.tally.rows)) {
    api.signal.throwIfAborted();
    const sent = await sendPart(part, { client: api.client, signal: api.signal, invites, retries });
    await errors.add(
      sent.filter(({ faults }) => faults.length > 0).map(({ row: { line }, faults }) => ({ line, faults })),
    );
    const tally = sent.reduce((sum, { fate }) => counted(sum, fate), checkpoint.standing.tally);
    await checkpoint.save({ tally, errorBytes: errors.bytes });
    note(tally);
    retries = patientRetries;
  }
}

const lineOf = ({ rows, refused }: Tally, share: number): string =>
  `${bar(share)}  ${plural(rows, "row")}${refused === 0 ? "" : `, ${refused} refused`}`;

function outcome({ path }: SourceFile, tally: Tally, errors: ErrorFile): Output {
  const { rows, invited, notInvited, refused } = tally;
  const reasons = Object.entries(notInvited).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = fields({
    rows: String(rows),
    ...(invited > 0 && { invited: String(invited) }),
    ...Object.fromEntries(reasons.map(([reason, count]) => [reason.replaceAll("_", " "), String(count)])),
    ...(refused > 0 && { refused: `${refused}, see ${errors.path}` }),
  });
  const json = { file: path, ...tally, ...(refused > 0 && { errors: errors.path }) };
  return { text, json, failed: refused > 0 };
}
