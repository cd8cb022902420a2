/** What the function that hears of mails reads them with. The others do not carry the schemas of SES's events. */
import { toMailEvent } from "./adapters/ses/mail-events.ts";

export const readMailEvent = toMailEvent;
