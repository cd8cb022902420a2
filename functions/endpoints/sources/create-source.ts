import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { sourceKinds } from "../../sources/kinds.ts";
import { requireSurvey } from "./callers-source.ts";
import { newSecret } from "./new-secret.ts";
import { kind, mapping, name, SourceWithSecret, secret, survey, viewSource } from "./source-view.ts";

export const createSource = endpoint(
  {
    route: routes.createSource,
    summary:
      "Creates a source: an address for the webhooks of a help desk, a shop or your own code. " +
      "A secret that is made here is shown in this answer and never again.",
    body: z.strictObject({
      name,
      kind,
      secret: z
        .exactOptional(secret)
        .check(
          z.describe(
            "The vendor's, where it makes one; if it shows it only once the hook is set up, create the source without it first",
          ),
        ),
      mapping: z.exactOptional(mapping),
      survey: z.exactOptional(survey),
    }),
    showsSecret: true,
    returns: { 201: SourceWithSecret.check(z.describe("Created")) },
  },
  async ({ caller, body }, services) => {
    const { ids, clock, sources, settings } = services;
    await requireSurvey(body.survey, caller, services);
    const made = newSecret(body.secret, sourceKinds[body.kind], services);
    const now = clock.now();
    const source = {
      id: `src_${caller.workspaceId.slice(3)}${ids.random(8)}`,
      workspaceId: caller.workspaceId,
      name: body.name,
      kind: body.kind,
      mode: caller.mode,
      enabled: true,
      ...(body.mapping && { mapping: body.mapping }),
      ...(body.survey !== undefined && { surveyId: body.survey }),
      ...(made !== undefined && { secretSetAt: now }),
      createdAt: now,
      changedAt: now,
    };
    await sources.add(source, made);
    const shown = body.secret === undefined && made !== undefined && { secret: made };
    return { status: 201, body: { ...viewSource(source, settings), ...shown } };
  },
);
