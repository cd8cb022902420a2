import * as z from "zod/mini";
import { invalid } from "../../domain/errors.ts";
import { addSeconds } from "../../domain/time.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { type SourceKindName, sourceKinds } from "../../sources/kinds.ts";
import { wholeNumber } from "../fields.ts";
import { callersSource } from "./callers-source.ts";
import { newSecret } from "./new-secret.ts";
import { SourceWithSecret, secret, viewSource } from "./source-view.ts";

export const rotateSource = endpoint(
  {
    route: routes.rotateSource,
    summary:
      "Gives a source another secret, or its first. The old one is accepted for another day, unless told otherwise. " +
      "A secret that is made here is shown in this answer and never again.",
    body: z._default(
      z.strictObject({
        secret: z.exactOptional(secret).check(z.describe("The vendor's, where it makes one")),
        oldAcceptedForHours: z
          ._default(wholeNumber(0, 168), 24)
          .check(z.describe("0 ends the old one at once, as after a leak")),
      }),
      { oldAcceptedForHours: 24 },
    ),
    showsSecret: true,
    refuses: { 409: "The secret was changed meanwhile." },
    returns: { 200: SourceWithSecret },
  },
  async ({ caller, params: { id }, body }, services) => {
    const { sources, settings, clock } = services;
    const { kind } = await callersSource(id, caller, services);
    const made = newSecret(body.secret, sourceKinds[kind as SourceKindName], services);
    if (made === undefined) throw invalid("secret", "is missing: it is made by the vendor, see about");
    const oldUntil = addSeconds(clock.now(), body.oldAcceptedForHours * 3600);
    const rotated = await sources.rotate(caller.workspaceId, id, made, oldUntil);
    const shown = body.secret === undefined && { secret: made };
    return { status: 200, body: { ...viewSource(rotated, settings), ...shown } };
  },
);
