/** What the lost table knows of a customer that must not be undone: what they chose, and when they were last asked. */
import { isDeepStrictEqual } from "node:util";
import type { Changes } from "../../../functions/adapters/dynamodb/expressions.ts";
import type { Customer, Reservation } from "../../../functions/domain/customer.ts";
import { withReason } from "../../../functions/domain/suppression.ts";

type OptOut = Pick<Customer, "suppressed" | "stopped">;
type Asked = Pick<Customer, "claim" | "lastInvited">;

/** Whoever is suppressed in either table stays it: that somebody took it back is not believed of a table that was lost. */
export function optOutNews(here: OptOut, there: OptOut): Changes {
  const { suppressed, stopped = {} } = here;
  const further = there.suppressed && (suppressed ? withReason(suppressed, there.suppressed) : there.suppressed);
  const all = { ...there.stopped, ...stopped };
  return {
    ...(further && { suppressed: further }),
    ...(!isDeepStrictEqual(all, stopped) && { stopped: all }),
  };
}

export function throttleNews(here: Asked, there: Asked): Changes {
  const { overall, bySurvey } = here.lastInvited;
  const surveys = new Set([...Object.keys(bySurvey), ...Object.keys(there.lastInvited.bySurvey)]);
  const latest = latestOf(overall, there.lastInvited.overall);
  const lastInvited = {
    ...(latest && { overall: latest }),
    bySurvey: Object.fromEntries(
      [...surveys].map((id) => [id, latestOf(bySurvey[id], there.lastInvited.bySurvey[id])]),
    ),
  };
  const isLaterClaim = there.claim !== undefined && there.claim.takenAt > (here.claim?.takenAt ?? "");
  return {
    ...(!isDeepStrictEqual(lastInvited, here.lastInvited) && { lastInvited }),
    ...(isLaterClaim && { claim: there.claim }),
  };
}

function latestOf(one: Reservation | undefined, other: Reservation | undefined): Reservation | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.at > one.at ? other : one;
}
