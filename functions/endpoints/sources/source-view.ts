/** A source as the API takes and shows it: never its secrets, but for a new one in the answer that made it. */
import * as z from "zod/mini";
import { keyModes } from "../../domain/api-key.ts";
import type { Settings } from "../../domain/ports/environment.ts";
import type { Source } from "../../domain/source.ts";
import { type SourceKindName, sourceKinds } from "../../sources/kinds.ts";
import { line, surveyId } from "../fields.ts";
import { hookUrl } from "./hook-url.ts";
import { MappingFields, MappingShown } from "./mapping-fields.ts";

const time = z.iso.datetime();

export const name = line(100);

export const kind = z.enum(Object.keys(sourceKinds) as SourceKindName[]);

export const secret = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{16,500}$/, "is not 16 to 500 visible ASCII characters without spaces"));

export const mapping = MappingFields.check(
  z.describe("How an event becomes an interaction, in place of the kind's own"),
);

export const survey = surveyId.check(z.describe("Offered for every interaction that names none itself"));

export const SourceView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  url: z.url().check(z.describe("Where the vendor is to send to")),
  about: z.string().check(z.describe("Where the secret is from, and what goes where at the vendor's")),
  mode: z.enum(keyModes).check(z.describe("Of the key that made it: what a test source sends is marked test")),
  enabled: z.boolean(),
  mapping: MappingShown.check(z.describe("The mapping in force")),
  survey: z.optional(z.string()),
  secretSetAt: z
    .optional(time)
    .check(z.describe("Left out while it has no secret, and refuses everything: hand it in with …/rotate")),
  oldSecretUntil: z.optional(time).check(z.describe("Until when a secret before the present one is accepted too")),
  createdAt: time,
  changedAt: time,
});

export const SourceWithSecret = z.extend(SourceView, {
  secret: z
    .optional(z.string())
    .check(z.describe("The secret that was made, shown this once; left out where it was given")),
});

export function viewSource(
  { workspaceId: _, surveyId, mapping: own, ...source }: Source,
  settings: Pick<Settings, "publicUrl">,
): z.input<typeof SourceView> {
  const { about, mapping: standard } = sourceKinds[source.kind as SourceKindName];
  return {
    ...source,
    url: hookUrl(source, settings),
    about,
    mapping: { ...(own ?? standard) },
    ...(surveyId !== undefined && { survey: surveyId }),
  };
}
