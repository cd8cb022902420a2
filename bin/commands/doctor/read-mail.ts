/** What SES knows of the account, the sender and the rules of sending. */
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  NotFoundException,
} from "@aws-sdk/client-sesv2";
import type { Account } from "./judge-account.ts";
import type { ConfigurationSet } from "./judge-configuration-set.ts";
import { type Identity, identitiesOf } from "./judge-identity.ts";
import type { Reach } from "./reach.ts";

export const readAccount = ({ ses }: Reach): Promise<Account> => ses.send(new GetAccountCommand({}));

/** The narrowest that is verified, else the narrowest there is. */
export async function readIdentity(sender: string, { ses }: Reach): Promise<Identity | undefined> {
  let found: Identity | undefined;
  for (const name of identitiesOf(sender)) {
    try {
      const identity = { name, ...(await ses.send(new GetEmailIdentityCommand({ EmailIdentity: name }))) };
      if (identity.VerifiedForSendingStatus) return identity;
      found ??= identity;
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  }
  return found;
}

export async function readConfigurationSet(name: string, { ses }: Reach): Promise<ConfigurationSet> {
  const named = { ConfigurationSetName: name };
  const [set, { EventDestinations: destinations = [] }] = await Promise.all([
    ses.send(new GetConfigurationSetCommand(named)),
    ses.send(new GetConfigurationSetEventDestinationsCommand(named)),
  ]);
  return { ...set, name, destinations };
}
