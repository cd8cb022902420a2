/** Responses and interactions in a file or a pipe: page by page, however many there are. */
import type { Api } from "./api.ts";
import { apiCommand, type Output } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import type { Options, Values } from "./option.ts";
import { jsonLine, plural } from "./print.ts";
import type { Progress } from "./progress.ts";
import { toFile, toScreen } from "./sink.ts";

const formats = ["csv", "jsonl"] as const;

const options = {
  survey: { value: "ID", help: "of this survey only, srv_…", id: "survey" },
  from: { value: "DAY", help: "first day, in UTC (default: 30 days before the end)", day: true },
  to: { value: "DAY", help: "the day before which it ends (default: now)", day: true },
  format: { value: "FORMAT", help: "csv or jsonl, a JSON object on each line (default csv)" },
  output: { value: "FILE", help: "where to write it (default: stdout)" },
} as const satisfies Options;

const details = `Newest first. CSV has the same columns whatever the rows hold, and nothing in it is taken for a formula; JSON lines
have what the API tells. A FILE is there once it is complete.`;

export const exportResponses = apiCommand({
  name: "export responses",
  summary: "Writes the responses that count as CSV or JSON lines, by the time they were first counted.",
  details,
  options,
  run: ({ values }, api, tell) => writeAll("responses", values, api, tell),
});

export const exportInteractions = apiCommand({
  name: "export interactions",
  summary: "Writes interactions as CSV or JSON lines, each with its outcome, by the time they occurred.",
  details,
  options,
  run: ({ values }, api, tell) => writeAll("interactions", values, api, tell),
});

type Noun = "responses" | "interactions";

async function writeAll(noun: Noun, values: Values<typeof options>, api: Api, tell: Progress): Promise<Output> {
  const { format = "csv", output, survey, from, to } = values;
  if (!formats.some((known) => known === format)) throw wrongUsage(`--format must be one of ${formats.join(", ")}.`);
  const query = { survey, from, to };
  const { client, signal } = api;
  const chunks = format === "csv" ? client[noun].csv(query, { signal }) : linesOf(client[noun].list(query, { signal }));
  const sink = output === undefined ? toScreen(api.stdout) : await toFile(output);
  let rows = 0;
  try {
    for await (const { text, rows: more } of chunks) {
      await sink.write(text);
      rows += more;
      tell(plural(rows, "row"));
    }
  } finally {
    await sink.close();
  }
  await sink.finish();
  return output === undefined
    ? { text: "", json: undefined }
    : { text: `${plural(rows, "row")} in ${output}.\n`, json: { file: output, rows } };
}

interface Chunk {
  readonly text: string;
  readonly rows: number;
}

async function* linesOf(items: AsyncIterable<unknown>): AsyncGenerator<Chunk> {
  for await (const item of items) yield { text: `${jsonLine(item)}\n`, rows: 1 };
}
