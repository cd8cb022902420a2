/** What a business says of an address that is not to be mailed. */
import * as z from "zod/mini";
import { suppressionReasons } from "../../domain/suppression.ts";
import { address } from "../fields.ts";

export const email = address.check(z.describe("Never to be mailed again, whichever customer has it"));

export const reason = z
  ._default(z.enum(suppressionReasons), "manual")
  .check(
    z.describe(
      "`manual` is the business's own wish, which it alone can take back; what is `unsubscribed` customers can take back too",
    ),
  );
