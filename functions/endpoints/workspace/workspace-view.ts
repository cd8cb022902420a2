/** A workspace as the API shows it, and what of it may be changed. */
import * as z from "zod";
import { isFromName } from "../../domain/address.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { address, line, locale, timeZone } from "../fields.ts";

/** It becomes the sender's name. */
export const workspaceName = line(100).refine(isFromName, "holds @ or <, and would pass for an address");

const policy = z.strictObject({
  throttleDays: z.number().int().min(0).max(365).describe("Days between any two invitations of one customer; 0 is off"),
});

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  replyTo: z.string().optional(),
  footerAddress: z.string().optional(),
  policy,
  testers: z.array(z.string()),
  createdAt: z.iso.datetime(),
});

/** null takes an optional field away. */
export const WorkspacePatch = z.strictObject({
  name: workspaceName.exactOptional(),
  timeZone: timeZone.exactOptional(),
  locale: locale.exactOptional(),
  replyTo: address.nullable().exactOptional(),
  footerAddress: line(300).nullable().exactOptional(),
  policy: policy.exactOptional(),
  testers: z.array(address).max(50).exactOptional(),
});

export const viewWorkspace = ({
  salt: _,
  revision: __,
  testers,
  ...workspace
}: Workspace): z.input<typeof WorkspaceView> => ({
  ...workspace,
  testers: [...testers],
});
