/**
 * What a command is: data that the parser, the help and the runner read, and one function. A command sees the services on a
 * table, the API as any program of the business does, a stack as AWS shows it, or nothing of the world; where they stand and how
 * its result is written is not its concern.
 */
import type { Services } from "../../functions/domain/ports/services.ts";
import type { Api } from "./api.ts";
import type { Dialogue } from "./dialogue.ts";
import type { IdKind, Options, Values } from "./option.ts";
import type { Progress } from "./progress.ts";
import type { StackWish } from "./stack-wish.ts";

export interface Input<O extends Options> {
  /** Of the command's argument; empty where it takes no id. */
  readonly id: string;
  /** The command's argument; empty where it takes no file. */
  readonly file: string;
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

interface Facts<O extends Options> {
  /** `workspace create` */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What a reader of its help wants to know besides. */
  readonly details?: string;
  readonly options: O;
}

interface OnTable<O extends Options> extends Facts<O> {
  readonly over: "table";
  /** The id it takes as an argument. */
  readonly argument?: IdKind;
  run(input: Input<O>, services: Services, tell: Progress, dialogue: Dialogue): Promise<Output>;
}

interface OverApi<O extends Options> extends Facts<O> {
  readonly over: "api";
  readonly argument?: "file";
  run(input: Input<O>, api: Api, tell: Progress): Promise<Output>;
}

interface OnStack<O extends Options> extends Facts<O> {
  readonly over: "stack";
  readonly argument?: never;
  run(input: Input<O>, stack: StackWish, tell: Progress): Promise<Output>;
}

interface OnNothing<O extends Options> extends Facts<O> {
  readonly over: "nothing";
  readonly argument?: never;
  run(input: Input<O>): Promise<Output>;
}

export type TableCommand = OnTable<Options>;
export type ApiCommand = OverApi<Options>;
export type StackCommand = OnStack<Options>;
export type PlainCommand = OnNothing<Options>;
export type Command = TableCommand | ApiCommand | StackCommand | PlainCommand;

/** A command on the table, whose particular options are behind it. */
export const command = <const O extends Options>(definition: Omit<OnTable<O>, "over">): TableCommand =>
  ({ ...definition, over: "table" }) as unknown as TableCommand;

/** A command through the API. */
export const apiCommand = <const O extends Options>(definition: Omit<OverApi<O>, "over">): ApiCommand =>
  ({ ...definition, over: "api" }) as unknown as ApiCommand;

/** A command that looks at a deployed stack. */
export const stackCommand = <const O extends Options>(definition: Omit<OnStack<O>, "over">): StackCommand =>
  ({ ...definition, over: "stack" }) as unknown as StackCommand;

/** A command that needs no Hearback. */
export const plainCommand = <const O extends Options>(definition: Omit<OnNothing<O>, "over">): PlainCommand =>
  ({ ...definition, over: "nothing" }) as unknown as PlainCommand;

export const workspaceOption = {
  workspace: { value: "ID", help: "the workspace, ws_…", required: true, id: "workspace" },
} as const satisfies Options;
