/**
 * What a command is: data that the parser, the help and the runner read, and one function. A command sees services only;
 * where they stand and how its result is written is not its concern.
 */
import type { idPattern } from "../../functions/domain/ids.ts";
import type { Services } from "../../functions/domain/ports.ts";
import type { Progress } from "./progress.ts";

export type IdKind = keyof typeof idPattern;

export interface Option {
  /** Stands for its value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly help: string;
  readonly required?: true;
  /** Its value must be an id of this kind. */
  readonly id?: IdKind;
  /** Its value must be a calendar day. */
  readonly day?: true;
  /** An empty value says something: it takes away what stands. */
  readonly mayBeEmpty?: true;
}

export type Options = Readonly<Record<string, Option>>;

export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { required: true }
    ? string
    : O[Name] extends { value: string }
      ? string | undefined
      : boolean;
};

export interface Input<O extends Options> {
  /** Of the command's argument; empty where it takes none. */
  readonly id: string;
  readonly values: Values<O>;
}

export interface Output {
  /** For people. */
  readonly text: string;
  /** For programs, with --json. */
  readonly json: unknown;
  /** It did what it was asked, and the news is bad. */
  readonly failed?: boolean;
}

interface Definition<O extends Options> {
  /** `workspace create` */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What a reader of its help wants to know besides. */
  readonly details?: string;
  /** The id it takes as an argument. */
  readonly argument?: IdKind;
  readonly options: O;
  run(input: Input<O>, services: Services, tell: Progress): Promise<Output>;
}

export type Command = Definition<Options>;

/** A command whose particular options are behind it. */
export const command = <const O extends Options>(definition: Definition<O>): Command =>
  definition as unknown as Command;

export const workspaceOption = {
  workspace: { value: "ID", help: "the workspace, ws_…", required: true, id: "workspace" },
} as const satisfies Options;
