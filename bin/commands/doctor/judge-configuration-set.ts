/** The rules under which our mails are sent, and the way by which we hear what became of them. */
import type { EventDestination, EventType, GetConfigurationSetResponse } from "@aws-sdk/client-sesv2";
import { type Finding, ok, wrong } from "./finding.ts";

export interface ConfigurationSet extends Omit<GetConfigurationSetResponse, "$metadata"> {
  readonly name: string;
  readonly destinations: readonly EventDestination[];
}

/** Without one of these a mail in doubt stays so, or a dead address is mailed again. */
const needed: readonly EventType[] = ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT"];

const again = "deploy again: it was changed by hand";

/** `topics` are those of the stack, by ARN. */
export function judgeConfigurationSet(set: ConfigurationSet, topics: readonly string[]): Finding[] {
  const { name, SendingOptions: sending, SuppressionOptions: suppression, destinations } = set;
  const rules = "rules of sending";
  const heard = destinations
    .filter(({ Enabled: isOn, SnsDestination: to }) => isOn && topics.includes(to?.TopicArn ?? ""))
    .flatMap(({ MatchingEventTypes: types = [] }) => types);
  const missing = needed.filter((type) => !heard.includes(type));
  const { SuppressedReasons: suppressed = [] } = suppression ?? {};
  return [
    sending?.SendingEnabled === false
      ? wrong(rules, `${name} has its sending switched off`, turnOn(name))
      : suppressed.includes("BOUNCE") && suppressed.includes("COMPLAINT")
        ? ok(rules, `${name} suppresses what bounced or complained`)
        : wrong(rules, `${name} does not suppress what bounced or complained`, again),
    missing.length === 0
      ? ok("events", "SES tells of deliveries, bounces and complaints")
      : wrong("events", `SES does not tell the stack of ${missing.join(", ")}`, again),
  ];
}

const turnOn = (name: string): string =>
  `aws sesv2 put-configuration-set-sending-options --configuration-set-name ${name} --sending-enabled`;
