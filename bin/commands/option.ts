/** What a command can be told besides its argument: data that the parser and the help read. */
import type { idPattern } from "../../functions/domain/ids.ts";

export type IdKind = keyof typeof idPattern;

export interface Option {
  /** Stands for its value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly help: string;
  readonly required?: true;
  /** Its value must be an id of this kind. */
  readonly id?: IdKind;
  /** Several ids, separated by commas, are as good as one. */
  readonly many?: true;
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
