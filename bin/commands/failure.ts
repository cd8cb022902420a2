/** Why a command ends without having done what it was asked, in one sentence for the person at the terminal. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(sentence: string, exitCode: ExitCode, cause?: unknown) {
    super(sentence, { cause });
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** 0 is done, 1 failed or found violations, 2 was asked wrongly. */
export type ExitCode = 0 | 1 | 2;

export const failed = (sentence: string, cause?: unknown): Failure => new Failure(sentence, 1, cause);

export const wrongUsage = (sentence: string): Failure => new Failure(sentence, 2);
