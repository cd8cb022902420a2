/** What a customer has stopped so far, what the page offers them next, and taking it back. */
import type { Customer } from "../../domain/customer.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SuppressedAddress } from "../../domain/suppression.ts";
import type { OptOutChoice, OptOutState } from "../../templates/pages/unsubscribe-page.ts";
import type { OptOutLink } from "./opt-out-link.ts";

export interface OptOutStanding {
  readonly state: Exclude<OptOutState, "againDone">;
  readonly choices: readonly OptOutChoice[];
  /** What they can take back themselves. */
  readonly ownSuppressions: readonly SuppressedAddress[];
}

type Link = Pick<OptOutLink, "workspace" | "survey">;

export async function standingOf(
  { workspace, survey }: Link,
  customer: Customer | undefined,
  { suppressions }: Pick<Services, "suppressions">,
): Promise<OptOutStanding> {
  // Nobody is left to be mailed.
  if (!customer) return { state: "done", choices: [], ownSuppressions: [] };
  const standing = await suppressions.ofCustomer(workspace, customer);
  const reasons = [customer.suppressed, ...standing].flatMap((one) => (one ? [one.reason] : []));
  if (reasons.length > 0) {
    const isOwnChoice = reasons.every((reason) => reason === "unsubscribed");
    const ownSuppressions = isOwnChoice ? standing : [];
    return { state: "done", choices: ownSuppressions.length > 0 ? ["again"] : [], ownSuppressions };
  }
  const isStopped = survey !== undefined && customer.stopped?.[survey.id] !== undefined;
  if (isStopped) return { state: "onlyThisSurveyDone", choices: ["all", "again"], ownSuppressions: [] };
  return { state: "ask", choices: survey ? ["all", "survey"] : ["all"], ownSuppressions: [] };
}

/** Undoes what the customer chose, and never a bounce, a complaint or the business's own wish. */
export async function takeBack(link: Link & Pick<OptOutLink, "customer">, services: Services): Promise<void> {
  const { workspace, survey, customer } = link;
  const { suppressions, customers } = services;
  if (!customer) return;
  const { ownSuppressions } = await standingOf(link, customer, services);
  for (const suppression of ownSuppressions) await suppressions.lift(workspace, suppression);
  if (survey) await customers.resumeSurvey(customer, survey.id);
}
