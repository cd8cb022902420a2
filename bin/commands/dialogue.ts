/** What a command says while it works, and asks of whoever sits at the terminal. */
import { createInterface } from "node:readline/promises";
import { failed } from "./failure.ts";
import type { PlaceWish } from "./place-wish.ts";
import { printable } from "./print.ts";
import type { Screen } from "./progress.ts";

export interface Dialogue {
  /** A line that stays; nothing with --json. */
  say(line: string): void;
  /** Undefined where nobody is there to answer. */
  ask?(question: string): Promise<string>;
  /** As it was told. */
  readonly place: PlaceWish;
  /** Where the place's API answers, as far as that is known. */
  readonly apiUrl: string | undefined;
}

export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}

interface Terminal {
  readonly stdin?: Keyboard;
  readonly stdout: Screen;
}

export function dialogueOn(terminal: Terminal, json: boolean, clear: () => void): Pick<Dialogue, "say" | "ask"> {
  const { stdout } = terminal;
  const say = (line: string): void => {
    clear();
    if (!json) stdout.write(`${printable(line)}\n`);
  };
  // Whoever reads the output with a program does not wait for questions. Touching stdin opens it, so it is looked at last.
  if (json || !stdout.isTTY || !terminal.stdin?.isTTY) return { say };
  const input = terminal.stdin;
  const ask = async (question: string): Promise<string> => {
    const lines = createInterface({ input, output: stdout as NodeJS.WritableStream });
    // Ctrl-C and Ctrl-D end it without an answer.
    const ended = new Promise<never>((_, refuse) => lines.once("close", () => refuse(failed("Stopped."))));
    try {
      return (await Promise.race([lines.question(`${question} `), ended])).trim();
    } finally {
      ended.catch(() => {});
      lines.close();
    }
  };
  return { say, ask };
}
