import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import type { Journey, JourneyQuery } from "../../domain/ports/interactions.ts";
import type { Services } from "../../domain/ports/services.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { wholeQuery } from "../list-fields.ts";
import { customerIdOf } from "./customer-name.ts";
import { CustomerJourney, viewJourney } from "./customer-view.ts";

export const getCustomer = endpoint(
  {
    route: routes.getCustomer,
    summary:
      "Tells a customer's journey: who they are, their interactions with invitation and response, and all that happened. " +
      "The id is cus_…, id:… with the business's own, or email:… with the address, URL-encoded.",
    query: z.strictObject(wholeQuery),
    returns: { 200: CustomerJourney },
  },
  async ({ caller, params: { id }, query }, services) => {
    const customerId = customerIdOf(id, caller, services.ids);
    const journey =
      customerId === undefined
        ? undefined
        : await findByIdentity({ workspaceId: caller.workspaceId, customerId, ...query }, services);
    if (!journey) throw new AppError("not_found", "There is no such customer. Ask for cus_…, id:… or email:….");
    return { status: 200, body: viewJourney(journey, query.cursor === undefined) };
  },
);

/** An identity owns a customer or is the alias of one. */
async function findByIdentity(query: JourneyQuery, { customers }: Services): Promise<Journey | undefined> {
  const own = await customers.findJourney(query);
  if (own) return own;
  const holder = await customers.findAlias(query.workspaceId, query.customerId);
  return holder === undefined ? undefined : customers.findJourney({ ...query, customerId: holder });
}
