/** What businesses report, themselves or by the webhooks of others, and the links that they hand over themselves. */

import { getHook } from "./endpoints/hooks/get-hook.ts";
import { recordDelivery } from "./endpoints/hooks/record-delivery.ts";
import { recordBatch } from "./endpoints/interactions/record-batch.ts";
import { recordInteraction } from "./endpoints/interactions/record-interaction.ts";
import { getInvitationQr } from "./endpoints/invitations/get-invitation-qr.ts";
import { simulateSource } from "./endpoints/sources/simulate-source.ts";
import { httpFunction } from "./http/http-function.ts";
import { lambda } from "./runtime.ts";

export const ingestEndpoints = [
  recordInteraction,
  recordBatch,
  recordDelivery,
  getHook,
  simulateSource,
  getInvitationQr,
];
export const ingest = httpFunction(ingestEndpoints);
export const handler = lambda(ingest);
