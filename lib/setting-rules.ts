import type { DeploymentSettings } from "./deployment-settings.ts";
import { domainOf, isWithin } from "./mail-domain.ts";

/** What could be read of the settings, each by itself. */
export type ReadSettings = { readonly [Name in keyof DeploymentSettings]?: DeploymentSettings[Name] | undefined };

/** What settings must keep together; each rule answers a sentence when they do not, and nothing where one is missing. */
const rules: readonly ((settings: ReadSettings) => string | undefined | false)[] = [
  ({ sender, sendingIdentity }) =>
    sender !== undefined &&
    sendingIdentity !== undefined &&
    !covers(sendingIdentity, sender) &&
    `sendingIdentity ${sendingIdentity} does not cover the sender ${sender}: name the sender itself or a domain that it is in.`,
];

export function brokenRules(settings: ReadSettings): string[] {
  return rules.map((rule) => rule(settings)).filter((fault) => typeof fault === "string");
}

function covers(identity: string, sender: string): boolean {
  return identity.includes("@") ? identity === sender : isWithin(domainOf(sender), identity);
}
