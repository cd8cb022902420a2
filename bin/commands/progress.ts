/** One line that says how far long work has got. It is for somebody who watches: where nobody does, nothing is written. */

/** Says what the line is to say now. */
export type Progress = (line: string) => void;

export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Drawing more often would cost more than it tells. */
const everyMs = 100;
const eraseLine = "\r\u001b[K";

export function progressOn(
  screen: Screen,
  now: () => number = Date.now,
): { readonly tell: Progress; readonly clear: () => void } {
  let drawnAt = Number.NEGATIVE_INFINITY;
  const tell: Progress = (line) => {
    if (!screen.isTTY || now() - drawnAt < everyMs) return;
    drawnAt = now();
    // A line that wraps could not be erased.
    screen.write(eraseLine + line.slice(0, (screen.columns || 80) - 1));
  };
  const clear = (): void => {
    if (drawnAt > Number.NEGATIVE_INFINITY) screen.write(eraseLine);
  };
  return { tell, clear };
}
