/**
 * How far an import has got, in a file beside the one that is imported. It is replaced as a whole after each part, so that an
 * import which is broken off at any moment goes on where it was; a part that was sent and not noted is sent again, which the ids
 * of its rows make harmless.
 */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { wrongUsage } from "../failure.ts";
import { shortened } from "../print.ts";
import type { SourceFile } from "./source-file.ts";
import { noRows, type Tally } from "./tally.ts";

/** What must be the same for an import to go on. */
export interface Undertaking {
  readonly sha256: string;
  readonly url: string;
  /** Mode and workspace of the key. */
  readonly whose: string;
  readonly invites: boolean;
}

export interface Standing {
  readonly tally: Tally;
  /** Of the file of errors, which may have grown since. */
  readonly errorBytes: number;
}

const format = "import/1";

export class Checkpoint {
  readonly #path: string;
  readonly #undertaking: Undertaking;
  standing: Standing = { tally: noRows, errorBytes: 0 };

  private constructor(path: string, undertaking: Undertaking) {
    this.#path = path;
    this.#undertaking = undertaking;
  }

  /** Throws when what was begun with this file was another import. */
  static async open({ path }: SourceFile, undertaking: Undertaking, restarts: boolean): Promise<Checkpoint> {
    const checkpoint = new Checkpoint(`${path}.import.json`, undertaking);
    const begun = restarts ? undefined : await readBegun(checkpoint.#path);
    if (!begun) return checkpoint;
    const other = whatIsOther(begun.undertaking, undertaking);
    if (other !== undefined) {
      throw wrongUsage(`The import of ${shortened(path)} was begun ${other}; go on with that, or say --restart.`);
    }
    checkpoint.standing = begun.standing;
    return checkpoint;
  }

  async save(standing: Standing): Promise<void> {
    const text = JSON.stringify({ hearback: format, undertaking: this.#undertaking, standing });
    await writeFile(`${this.#path}.new`, `${text}\n`);
    await rename(`${this.#path}.new`, this.#path);
    this.standing = standing;
  }

  /** There is nothing left to go on with. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

interface Begun {
  readonly undertaking: Undertaking;
  readonly standing: Standing;
}

async function readBegun(path: string): Promise<Begun | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { hearback, ...begun } = JSON.parse(text) as Begun & { hearback: string };
    if (hearback === format) return begun;
  } catch {
    // Told below.
  }
  throw wrongUsage(`${shortened(path)} is no checkpoint of an import; say --restart to begin anew.`);
}

function whatIsOther(begun: Undertaking, wanted: Undertaking): string | undefined {
  if (begun.sha256 !== wanted.sha256) return "with another content of the file";
  if (begun.url !== wanted.url) return `at ${begun.url}`;
  if (begun.whose !== wanted.whose) return "with a key of another workspace or mode";
  if (begun.invites !== wanted.invites) return begun.invites ? "with --invite" : "without --invite";
  return undefined;
}
