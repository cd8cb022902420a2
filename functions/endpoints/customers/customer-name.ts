/** How a path names a customer: by our id, by the business's own or by address. */
import { isAddress } from "../../domain/address.ts";
import type { Caller } from "../../domain/api-key.ts";
import { idPattern } from "../../domain/ids.ts";
import type { Ids } from "../../domain/ports/environment.ts";

/** The customer id that a name stands for; undefined for what can be no customer's. A test key names test customers. */
export function customerIdOf(name: string, { workspace, mode }: Caller, ids: Ids): string | undefined {
  if (idPattern.customer.test(name)) return name;
  const [, kind, value = ""] = /^(id|email):(.+)$/su.exec(name) ?? [];
  if (kind === "id") return ids.customer(workspace, { kind, value }, mode === "test");
  if (kind === "email" && isAddress(value)) return ids.customer(workspace, { kind, value }, mode === "test");
  return undefined;
}
