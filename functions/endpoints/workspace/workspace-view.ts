/** A workspace as the API shows it, and what of it may be changed. */
import * as z from "zod/mini";
import { isFromName } from "../../domain/address.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { BrandView, brand, Notes, withNotes } from "../brand-fields.ts";
import { address, line, locale, timeZone, wholeNumber } from "../fields.ts";

/** It becomes the sender's name. */
export const workspaceName = line(100).check(z.refine(isFromName, "holds @ or <, and would pass for an address"));

const policy = z.strictObject({
  throttleDays: wholeNumber(0, 365).check(z.describe("Days between any two invitations of one customer; 0 is off")),
});

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  replyTo: z.optional(z.string()),
  footerAddress: z.optional(z.string()),
  brand: z.optional(BrandView),
  policy,
  testers: z.array(z.string()),
  createdAt: z.iso.datetime(),
  notes: z.optional(Notes),
});

/** null takes an optional field away. */
export const WorkspacePatch = z.strictObject({
  name: z.exactOptional(workspaceName),
  timeZone: z.exactOptional(timeZone),
  locale: z.exactOptional(locale),
  replyTo: z.exactOptional(z.nullable(address)),
  footerAddress: z.exactOptional(z.nullable(line(300))),
  brand: z.exactOptional(z.nullable(brand)),
  policy: z.exactOptional(policy),
  testers: z.exactOptional(z.array(address).check(z.maxLength(50))),
});

export const viewWorkspace = ({
  salt: _,
  revision: __,
  testers,
  ...workspace
}: Workspace): z.input<typeof WorkspaceView> => ({
  ...workspace,
  testers: [...testers],
  ...withNotes(workspace.brand),
});
