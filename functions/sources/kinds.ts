/** Every kind of source, by the name it is created with. */
import { freshdesk } from "./freshdesk.ts";
import { generic } from "./generic.ts";
import { gorgias } from "./gorgias.ts";
import { hubspot } from "./hubspot.ts";
import { intercom } from "./intercom.ts";
import { jiraServiceManagement } from "./jira-service-management.ts";
import { salesforce } from "./salesforce.ts";
import { shopify } from "./shopify.ts";
import type { SourceKind } from "./source.ts";
import { standardWebhooks } from "./standard-webhooks.ts";
import { stripe } from "./stripe.ts";
import { woocommerce } from "./woocommerce.ts";
import { zendesk } from "./zendesk.ts";

export const sourceKinds = {
  generic,
  "standard-webhooks": standardWebhooks,
  zendesk,
  intercom,
  freshdesk,
  hubspot,
  shopify,
  stripe,
  salesforce,
  "jira-service-management": jiraServiceManagement,
  gorgias,
  woocommerce,
} as const satisfies Readonly<Record<string, SourceKind>>;

export type SourceKindName = keyof typeof sourceKinds;
