import type { DeploymentSettings } from "./deployment-settings.ts";
import { domainOf, isWithin } from "./mail-domain.ts";
import { mailEventsAtOnce } from "./service-functions.ts";

/** What could be read of the settings, each by itself, and the region they hold in. */
type ReadSettings = { readonly [Name in keyof DeploymentSettings]?: DeploymentSettings[Name] | undefined } & {
  readonly region?: string | undefined;
};

/** What settings must keep together; each rule answers a sentence when they do not. */
const rules: readonly ((settings: ReadSettings) => string | undefined | false)[] = [
  ({ sender, sendingIdentity }) =>
    sender !== undefined &&
    sendingIdentity !== undefined &&
    !covers(sendingIdentity, sender) &&
    `sendingIdentity ${sendingIdentity} does not cover the sender ${sender}: name the sender itself or a domain that it is in.`,
  ({ sender, sendingIdentity, dmarcReports, hostedZone }) =>
    sender !== undefined &&
    hostedZone !== undefined &&
    (sendingIdentity === undefined || dmarcReports !== undefined) &&
    !isWithin(domainOf(sender), hostedZone.name) &&
    `sender ${sender} is not in hostedZone ${hostedZone.name}, where its records would be set: choose one in it, or name a sendingIdentity and no dmarcReports.`,
  ({ domain, hostedZone }) =>
    domain !== undefined &&
    hostedZone !== undefined &&
    !isWithin(domain, hostedZone.name) &&
    `domain ${domain} is not in hostedZone ${hostedZone.name}: choose a name below it, or leave hostedZone out.`,
  ({ domain, publicUrl }) =>
    domain !== undefined &&
    publicUrl !== undefined &&
    "publicUrl and domain exclude each other: keep publicUrl only where something else, such as a CDN, stands before the API.",
  ({ domain, hostedZone, certificateArn }) =>
    domain !== undefined &&
    (hostedZone ?? certificateArn) === undefined &&
    "domain needs a certificate: give certificateArn, or hostedZone so that one is made.",
  ({ domain, certificateArn }) =>
    certificateArn !== undefined &&
    domain === undefined &&
    "certificateArn needs a domain: set domain, or leave it out.",
  // Lambda would hand events out and be refused, and five refusals give an event up.
  ({ reservedConcurrency }) =>
    (reservedConcurrency?.["record-mail-events"] ?? mailEventsAtOnce) < mailEventsAtOnce &&
    `reservedConcurrency.record-mail-events must be at least ${mailEventsAtOnce}, which the queue of mail events takes at once: raise it, or leave it out.`,
  ({ backup: { keepDays = 0, coldAfterDays } = {} }) =>
    coldAfterDays !== undefined &&
    keepDays < coldAfterDays + 90 &&
    "backup.keepDays must be 90 days above coldAfterDays, which a cold backup has to be kept: raise it, or leave coldAfterDays out.",
  ({ certificateArn, region }) => {
    const issued = certificateArn?.split(":")[3];
    if (issued === undefined || region === undefined || issued === region) return undefined;
    return `certificateArn is of ${issued}, and the API takes one of its own region only: give one of ${region}.`;
  },
];

export function brokenRules(settings: ReadSettings): string[] {
  return rules.map((rule) => rule(settings)).filter((fault) => typeof fault === "string");
}

function covers(identity: string, sender: string): boolean {
  return identity.includes("@") ? identity === sender : isWithin(domainOf(sender), identity);
}
