/** The suppression that a path names, by its id or as `email:jo@example.com`. */

import { isAddress } from "../../domain/address.ts";
import type { Caller } from "../../domain/api-key.ts";
import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SuppressedAddress } from "../../domain/suppression.ts";

const emailPrefix = "email:";

export async function getNamed(
  name: string,
  { workspace }: Caller,
  { suppressions }: Pick<Services, "suppressions">,
): Promise<SuppressedAddress> {
  const found = await findNamed();
  if (!found) throw new AppError("not_found", "There is no such suppression.");
  return found;

  async function findNamed(): Promise<SuppressedAddress | undefined> {
    if (idPattern.suppression.test(name)) return suppressions.find(workspace.id, name);
    const address = name.startsWith(emailPrefix) ? name.slice(emailPrefix.length) : "";
    return isAddress(address) ? suppressions.findByAddress(workspace, address) : undefined;
  }
}
