/** What businesses report. */
import { recordInteraction } from "./endpoints/interactions/record-interaction.ts";
import { httpFunction } from "./http/http-function.ts";
import { lambda } from "./runtime.ts";

export const ingestEndpoints = [recordInteraction];
export const ingest = httpFunction(ingestEndpoints);
export const handler = lambda(ingest);
