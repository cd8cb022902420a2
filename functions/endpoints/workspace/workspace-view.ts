/** A workspace as the API shows it, and what of it may be changed. */
import * as z from "zod/mini";
import { isFromName } from "../../domain/address.ts";
import { maxSegmentAttributes } from "../../domain/segment.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { BrandView, brand, Notes, withNotes } from "../brand-fields.ts";
import {
  address,
  attributeName,
  line,
  ownLocale,
  quietHours,
  storable,
  timeZone,
  visibleLine,
  wholeNumber,
} from "../fields.ts";

/** It becomes the sender's name. */
export const workspaceName = visibleLine(100).check(
  z.refine(isFromName, "holds @ or <, and would pass for an address"),
);

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
  segmentAttributes: z.array(z.string()),
  solvedTypes: z.array(z.string()),
  recontactWindowDays: z.int(),
  grossMarginPercent: z.optional(z.number()),
  testers: z.array(z.string()),
  createdAt: z.iso.datetime(),
  notes: z.optional(Notes),
});

const segmentAttributes = z.array(attributeName).check(
  z.maxLength(maxSegmentAttributes),
  z.refine((names) => new Set(names).size === names.length, "names an attribute twice"),
  z.describe(
    "Attributes of interactions by which figures are broken down too, as `attributes.plan`; of the past once hearback recount has run",
  ),
);

const solvedTypes = z
  .array(line(100))
  .check(
    z.maxLength(20),
    z.describe("Types of interactions that solve an issue; a * stands for any characters, as in *.solved"),
  );

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
  locale: z.exactOptional(ownLocale),
  replyTo: z.exactOptional(z.nullable(address)),
  footerAddress: z.exactOptional(z.nullable(visibleLine(300))),
  brand: z.exactOptional(z.nullable(brand)),
  policy: z.exactOptional(PolicyPatch).check(z.describe("Changes part by part")),
  segmentAttributes: z.exactOptional(segmentAttributes),
  solvedTypes: z.exactOptional(solvedTypes),
  recontactWindowDays: z
    .exactOptional(wholeNumber(1, 90))
    .check(
      z.describe(
        "A further contact on an issue within so many days shows that it was not solved; the window has to end a week before records expire",
      ),
    ),
  grossMarginPercent: z
    .exactOptional(z.nullable(z.number().check(z.minimum(0), z.maximum(100), storable)))
    .check(z.describe("Of revenue; customers' lifetime value is told once it is set")),
  testers: z.exactOptional(z.array(address).check(z.maxLength(50))),
});

export const viewWorkspace = ({
  salt: _,
  revision: __,
  sendingResumedAt: ___,
  testers,
  segmentAttributes,
  solvedTypes,
  ...workspace
}: Workspace): z.input<typeof WorkspaceView> => ({
  ...workspace,
  testers: [...testers],
  segmentAttributes: segmentAttributes.map(({ name }) => name),
  solvedTypes: [...solvedTypes],
  ...withNotes(workspace.brand),
});
