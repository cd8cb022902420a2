/** Every minute: sends what is due. */
import type { Context } from "aws-lambda";
import type { SendingServices } from "./domain/ports/services.ts";
import { dispatchInvitations as run } from "./jobs/dispatch-invitations.ts";
import { sendingLambda } from "./sending-runtime.ts";

export const dispatchInvitations = (services: SendingServices) => (_event: unknown, context: Context) =>
  run(services, { holder: context.awsRequestId, timeLeftMs: () => context.getRemainingTimeInMillis() });

export const handler = sendingLambda(dispatchInvitations);
