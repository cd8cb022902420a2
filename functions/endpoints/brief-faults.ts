/** Enough of what is wrong to mend it, where the faults of many are told or kept together. */
import type { Fault } from "../domain/errors.ts";

const maxFaults = 5;
const maxCharacters = 200;

export const briefFaults = (faults: readonly Fault[]): Fault[] =>
  faults.slice(0, maxFaults).map(({ path, message }) => ({
    path: path.slice(0, maxCharacters),
    message: message.slice(0, maxCharacters),
  }));
