/** Reads the key, and makes the client. */
import { HearbackClient } from "../../client/hearback-client.ts";
import type { Api } from "./api.ts";
import type { ApiWish } from "./api-wish.ts";
import { wrongUsage } from "./failure.ts";
import { readSmallFile } from "./json-file.ts";
import type { Screen } from "./progress.ts";

/** Whoever waits at a terminal is told soon; an import has more patience once it is under way. */
const retries = 2;

export async function reachApi({ url, key }: ApiWish, signal: AbortSignal, stdout: Screen): Promise<Api> {
  const apiKey = "text" in key ? key.text : (await readSmallFile(key.file)).trim();
  const [, whose] = /^(hb_(?:live|test)_[0-9A-Za-z]{11})[0-9A-Za-z_]+$/.exec(apiKey) ?? [];
  if (whose === undefined) {
    const where = "text" in key ? "HEARBACK_API_KEY" : "The file that --api-key-file names";
    throw wrongUsage(`${where} holds no API key such as hb_live_….`);
  }
  return { client: new HearbackClient({ url, apiKey, retries }), url, whose, signal, stdout };
}
