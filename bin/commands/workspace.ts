/** Workspaces. The API shows and changes the one of its key; making one, and seeing them all, is the administrator's. */
import type * as z from "zod/mini";
import type { Services } from "../../functions/domain/ports/services.ts";
import type { Workspace } from "../../functions/domain/workspace.ts";
import { workspaceDefaults } from "../../functions/domain/workspace.ts";
import { changeWorkspace } from "../../functions/endpoints/workspace/change-workspace.ts";
import { getWorkspace } from "../../functions/endpoints/workspace/get-workspace.ts";
import { patchPolicy } from "../../functions/endpoints/workspace/workspace-policy.ts";
import {
  viewWorkspace,
  WorkspacePatch,
  type WorkspaceView,
} from "../../functions/endpoints/workspace/workspace-view.ts";
import { command, type Output } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import type { Options, Values } from "./option.ts";
import { listOf, numberOf } from "./option-values.ts";
import { fields, table } from "./print.ts";
import { accepted, runUseCase } from "./use-case.ts";

type View = z.input<typeof WorkspaceView>;

const settings = {
  "time-zone": { value: "ZONE", help: "IANA zone in which its days begin, such as Europe/London" },
  locale: { value: "LOCALE", help: "BCP 47 locale of customers who tell none, such as en" },
  "reply-to": { value: "ADDRESS", help: "where answers to its mails go", mayBeEmpty: true },
  "footer-address": { value: "TEXT", help: "postal address at the foot of its mails", mayBeEmpty: true },
  "throttle-days": {
    value: "N",
    help: "days between any two invitations of one customer; 0 is as each survey says",
  },
  testers: { value: "A,B", help: "the only addresses that test interactions mail", mayBeEmpty: true },
} as const satisfies Options;

const name = { value: "TEXT", help: "what customers know the business by; the sender's name of its mails" } as const;

/** An empty value takes an optional setting away. */
function patchOf(values: Partial<Values<typeof settings>> & { readonly name?: string | undefined }): unknown {
  const { "throttle-days": throttleDays, testers } = values;
  const given = {
    name: values.name,
    timeZone: values["time-zone"],
    locale: values.locale,
    replyTo: values["reply-to"] === "" ? null : values["reply-to"],
    footerAddress: values["footer-address"] === "" ? null : values["footer-address"],
    policy: throttleDays === undefined ? undefined : { throttleDays: numberOf(throttleDays) },
    testers: testers === undefined ? undefined : listOf(testers),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export const createWorkspace = command({
  name: "workspace create",
  summary: "Creates a workspace: one business with its surveys, customers and keys.",
  details: "What is left out is UTC, en, throttled as each survey says, and without the rest.",
  options: { name: { ...name, required: true }, ...settings },
  run: async ({ values }, services) => show(viewWorkspace(await addWorkspace(values, services))),
});

/** What is not told is as the defaults say. */
export async function addWorkspace(
  values: Partial<Values<typeof settings>> & { readonly name: string },
  { workspaces, ids, clock }: Services,
): Promise<Workspace> {
  const { replyTo, footerAddress, brand: _, policy = {}, ...told } = accepted(WorkspacePatch, patchOf(values));
  // What this command has no option for is left to the API.
  const { segmentAttributes: __, grossMarginPercent: ___, ...given } = told;
  const workspace: Workspace = {
    ...workspaceDefaults,
    name: values.name,
    ...given,
    policy: patchPolicy(workspaceDefaults.policy, policy),
    ...(replyTo != null && { replyTo }),
    ...(footerAddress != null && { footerAddress }),
    id: `ws_${ids.random(8)}`,
    salt: ids.random(16),
    createdAt: clock.now(),
  };
  await workspaces.add(workspace);
  return workspace;
}

export const setWorkspace = command({
  name: "workspace set",
  summary: "Changes a workspace's settings; those that are left out stay as they are.",
  details: "An empty value takes a setting away: --reply-to= --footer-address= --testers=.",
  argument: "workspace",
  options: { name, ...settings },
  async run({ id, values }, services) {
    const body = patchOf(values) as object;
    if (Object.keys(body).length === 0) throw wrongUsage("Say what to set; see hearback workspace set --help.");
    return show(await runUseCase<View>(changeWorkspace, { workspaceId: id, body }, services));
  },
});

export const showWorkspace = command({
  name: "workspace show",
  summary: "Shows a workspace's settings.",
  argument: "workspace",
  options: {},
  run: async ({ id }, services) => show(await runUseCase<View>(getWorkspace, { workspaceId: id }, services)),
});

export const listWorkspaces = command({
  name: "workspace list",
  summary: "Lists all workspaces.",
  options: {},
  async run(_, { workspaces }) {
    const items: (View | Pick<View, "id">)[] = [];
    for await (const id of workspaces.all()) {
      const workspace = await workspaces.find(id);
      items.push(workspace ? viewWorkspace(workspace) : { id });
    }
    const rows = items.map((item) =>
      "name" in item
        ? [item.id, item.name, item.timeZone, item.locale, item.createdAt]
        : [item.id, "(stands in the directory and is not in the table)"],
    );
    const text = table(["id", "name", "time zone", "locale", "created"], rows, "There is no workspace yet.");
    return { json: { items }, text };
  },
});

const show = (workspace: View): Output => ({
  json: workspace,
  text: fields({
    id: workspace.id,
    name: workspace.name,
    "time zone": workspace.timeZone,
    locale: workspace.locale,
    "reply to": workspace.replyTo,
    "footer address": workspace.footerAddress,
    throttle: workspace.policy.throttleDays === 0 ? "as each survey says" : `${workspace.policy.throttleDays} days`,
    testers: workspace.testers.join(", "),
    created: workspace.createdAt,
  }),
});
