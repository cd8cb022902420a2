/**
 * What a command is: data that the parser, the help and the runner read, and one function. A command sees the services on a
 * table, or the API as any program of the business does; where they stand and how its result is written is not its concern.
 */
import type { idPattern } from "../../functions/domain/ids.ts";
import type { Services } from "../../functions/domain/ports.ts";
import type { Api } from "./api.ts";
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
  run(input: Input<O>, services: Services, tell: Progress): Promise<Output>;
}

interface OverApi<O extends Options> extends Facts<O> {
  readonly over: "api";
  readonly argument?: "file";
  run(input: Input<O>, api: Api, tell: Progress): Promise<Output>;
}

export type TableCommand = OnTable<Options>;
export type ApiCommand = OverApi<Options>;
export type Command = TableCommand | ApiCommand;

/** A command on the table, whose particular options are behind it. */
export const command = <const O extends Options>(definition: Omit<OnTable<O>, "over">): TableCommand =>
  ({ ...definition, over: "table" }) as unknown as TableCommand;

/** A command through the API. */
export const apiCommand = <const O extends Options>(definition: Omit<OverApi<O>, "over">): ApiCommand =>
  ({ ...definition, over: "api" }) as unknown as ApiCommand;

export const workspaceOption = {
  workspace: { value: "ID", help: "the workspace, ws_…", required: true, id: "workspace" },
} as const satisfies Options;
