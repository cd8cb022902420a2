/** What businesses report, and the links that they hand over themselves. */

import { recordInteraction } from "./endpoints/interactions/record-interaction.ts";
import { getInvitationQr } from "./endpoints/invitations/get-invitation-qr.ts";
import { httpFunction } from "./http/http-function.ts";
import { lambda } from "./runtime.ts";

export const ingestEndpoints = [recordInteraction, getInvitationQr];
export const ingest = httpFunction(ingestEndpoints);
export const handler = lambda(ingest);
