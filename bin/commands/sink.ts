/** Where results go that are too long, or too exact, to be printed as text. */
import { once } from "node:events";
import { open, rename } from "node:fs/promises";
import { wrongUsage } from "./failure.ts";
import { unreadable } from "./json-file.ts";
import { printable, shortened } from "./print.ts";
import type { Screen } from "./progress.ts";

export interface Sink {
  write(text: string): Promise<void>;
  close(): Promise<void>;
  /** When all has been written. */
  finish(): Promise<void>;
}

/** As fast as it is read. Line ends and whatever else would steer a terminal are for files. */
export function toScreen(screen: Screen): Sink {
  return {
    write: async (text) => {
      const taken = screen.write(screen.isTTY ? printable(text.replaceAll("\r\n", "\n")) : text);
      if (taken === false) await once(screen as unknown as NodeJS.EventEmitter, "drain");
    },
    close: async () => {},
    finish: async () => {},
  };
}

/** Under another name until it is complete. */
export async function toFile(path: string): Promise<Sink> {
  const part = `${path}.part`;
  const file = await open(part, "w").catch((error: unknown) => {
    throw wrongUsage(unreadable(shortened(path), error).message.replace("be read", "be written"));
  });
  return {
    write: async (text) => void (await file.appendFile(text)),
    close: () => file.close(),
    finish: () => rename(part, path),
  };
}
