/** What an operation under load has around it. */
import type { Random } from "../../demo/random.ts";
import type { Business } from "./business.ts";

export interface Told {
  readonly status: number;
  readonly text: string;
}

export interface Around {
  readonly url: string;
  readonly business: Business;
  readonly random: Random;
  readonly round: number;
  /** Asks Hearback, and notes the status; any but those that are right is noted as wrong. */
  ask(right: readonly number[], url: string, init?: RequestInit): Promise<Told>;
}

/** What is to be done, with all chance drawn; undefined where there is nobody to do it with. */
export type Begin = (around: Around) => (() => Promise<void>) | undefined;
