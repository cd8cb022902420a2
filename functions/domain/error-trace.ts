/** What may be logged of an unexpected error: its name and where it was thrown. Messages can quote what a caller sent. */
export function traceOf(error: unknown): { error: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const { stack = "", message } = error;
  // A message may be written like a frame, so the frames are looked for behind it.
  const start = stack.indexOf(message);
  const behind = start < 0 ? "" : stack.slice(start + message.length);
  const frames = behind.split("\n").filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 6).map((line) => line.trim()) };
}

/** An error as whoever logs all of it may have it, as Lambda does and its failure queues: without its message and fields. */
export function withoutWords(error: unknown): Error {
  const { error: name, at } = traceOf(error);
  const message = "What it says may quote a customer, and is left out.";
  const bare = new Error(message);
  bare.name = name;
  bare.stack = [`${name}: ${message}`, ...at.map((frame) => `    ${frame}`)].join("\n");
  return bare;
}
