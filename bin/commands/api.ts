/** The API as a command sees it: the client with the key, and what ends the command early. */
import type { HearbackClient } from "../../client/hearback-client.ts";
import type { Screen } from "./progress.ts";

export interface Api {
  readonly client: HearbackClient;
  readonly url: string;
  /** Mode and workspace of the key, which its beginning tells. */
  readonly whose: string;
  /** Of the command: Ctrl-C. */
  readonly signal: AbortSignal;
  /** For results that are too long to be put together first. */
  readonly stdout: Screen;
}
