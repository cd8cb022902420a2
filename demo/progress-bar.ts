/** One line on stderr that grows; where nobody watches, a line for every tenth. */
import { bar } from "../bin/commands/bar.ts";
import type { Progress } from "./play.ts";

export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function progressBar(screen: Screen): (progress: Progress) => void {
  let tenths = 0;
  return (progress) => {
    const share = progress.step / progress.steps;
    if (screen.isTTY) {
      screen.write(`\r${lineOf(progress, share)}\u001b[K${share === 1 ? "\n" : ""}`);
      return;
    }
    if (Math.floor(share * 10) === tenths) return;
    tenths = Math.floor(share * 10);
    screen.write(`${lineOf(progress, share)}\n`);
  };
}

function lineOf({ now, interactions, answers }: Progress, share: number): string {
  return `${bar(share)}  ${now.slice(0, 10)}  ${interactions} interactions, ${answers} answers`;
}
