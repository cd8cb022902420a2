/** A workspace as the API shows it, and what of it may be changed. */
import * as z from "zod/mini";
import { isFromName } from "../../domain/address.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { BrandView, brand, Notes, withNotes } from "../brand-fields.ts";
import { address, line, locale, quietHours, timeZone, wholeNumber } from "../fields.ts";

/** It becomes the sender's name. */
export const workspaceName = line(100).check(z.refine(isFromName, "holds @ or <, and would pass for an address"));

const throttleDays = wholeNumber(0, 365).check(
  z.describe("Days between any two invitations of one customer; 0 is off"),
);
const dailyCap = wholeNumber(0, 10_000_000).check(
  z.describe("Surveys mailed at most in a day of the workspace's; reminders do not count"),
);

const Policy = z.object({
  throttleDays,
  dailyCap: z.exactOptional(dailyCap),
  quietHours: z.exactOptional(quietHours),
});

const SendingPause = z.object({
  at: z.iso.datetime(),
  because: z.enum(["bounces", "complaints"]),
  percent: z.number().check(z.describe("Of the last 1,000 mails")),
});

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  replyTo: z.optional(z.string()),
  footerAddress: z.optional(z.string()),
  brand: z.optional(BrandView),
  policy: Policy,
  sendingPaused: z
    .optional(SendingPause)
    .check(z.describe("No mail is sent until POST /v1/workspace/resume-sending says that its cause has been mended")),
  testers: z.array(z.string()),
  createdAt: z.iso.datetime(),
  notes: z.optional(Notes),
});

const PolicyPatch = z.strictObject({
  throttleDays: z.exactOptional(throttleDays),
  dailyCap: z.exactOptional(z.nullable(dailyCap)),
  quietHours: z.exactOptional(z.nullable(quietHours)),
});
export type PolicyPatch = z.output<typeof PolicyPatch>;

/** null takes an optional field away. */
export const WorkspacePatch = z.strictObject({
  name: z.exactOptional(workspaceName),
  timeZone: z.exactOptional(timeZone),
  locale: z.exactOptional(locale),
  replyTo: z.exactOptional(z.nullable(address)),
  footerAddress: z.exactOptional(z.nullable(line(300))),
  brand: z.exactOptional(z.nullable(brand)),
  policy: z.exactOptional(PolicyPatch).check(z.describe("Changes part by part")),
  testers: z.exactOptional(z.array(address).check(z.maxLength(50))),
});

export const viewWorkspace = ({
  salt: _,
  revision: __,
  sendingResumedAt: ___,
  testers,
  ...workspace
}: Workspace): z.input<typeof WorkspaceView> => ({
  ...workspace,
  testers: [...testers],
  ...withNotes(workspace.brand),
});
