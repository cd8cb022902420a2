/** The runtime of a function that sends mail. The others do not carry the SES client and the MIME composer. */
import type { SESClientConfig } from "@aws-sdk/client-ses";
import { SesMailer } from "./adapters/ses/ses-mailer.ts";
import type { Config } from "./config.ts";
import type { Mailer } from "./domain/ports/mail.ts";
import type { SendingServices } from "./domain/ports/services.ts";
import { buildServices, type Handler, onFirstEvent } from "./runtime.ts";

export const buildMailer = (config: Config, client: SESClientConfig = {}): Mailer =>
  new SesMailer({ configurationSet: config.configurationSet, client });

export function sendingLambda<Event, Context, Result>(
  bind: (services: SendingServices) => Handler<Event, Context, Result>,
): Handler<Event, Context, Result> {
  return onFirstEvent((config, surroundings) =>
    bind({ ...buildServices(config, surroundings), mailer: buildMailer(config) }),
  );
}
