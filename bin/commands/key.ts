/** API keys of a workspace. */
import type * as z from "zod/mini";
import { keyModes, scopes } from "../../functions/domain/api-key.ts";
import { isAppError } from "../../functions/domain/errors.ts";
import { workspaceOfKey } from "../../functions/domain/ids.ts";
import { createKey as createKeyByApi } from "../../functions/endpoints/keys/create-key.ts";
import type { KeyView } from "../../functions/endpoints/keys/key-view.ts";
import { listKeys as listKeysByApi } from "../../functions/endpoints/keys/list-keys.ts";
import { revokeKey as revokeKeyByApi } from "../../functions/endpoints/keys/revoke-key.ts";
import { command, workspaceOption } from "./command.ts";
import { failed } from "./failure.ts";
import { listOf } from "./option-values.ts";
import { fields, table } from "./print.ts";
import { listAll, runUseCase } from "./use-case.ts";

type View = z.input<typeof KeyView>;

export const createKey = command({
  name: "key create",
  summary: "Creates an API key and shows it, this once.",
  options: {
    ...workspaceOption,
    name: { value: "TEXT", help: "what it is for", required: true },
    scopes: { value: "A,B", help: `what it may do: ${scopes.join(", ")}`, required: true },
    mode: { value: "MODE", help: `${keyModes.join(" or ")}; what a test key makes counts nowhere (default live)` },
  },
  async run({ values: { workspace, name, scopes: wanted, mode } }, services) {
    const body = { name, scopes: listOf(wanted), ...(mode !== undefined && { mode }) };
    const call = { workspaceId: workspace, body };
    const key = await runUseCase<View & { apiKey: string }>(createKeyByApi, call, services);
    const text = `${fieldsOf(key)}\n${key.apiKey}\n\nThis is the whole key. Keep it now: it is not shown again.\n`;
    return { json: key, text };
  },
});

export const listKeys = command({
  name: "key list",
  summary: "Lists a workspace's keys, revoked ones too, without their secrets.",
  options: workspaceOption,
  async run({ values: { workspace } }, services) {
    const items = await listAll<View>(listKeysByApi, workspace, services);
    const rows = items.map(({ id, name, mode, scopes: granted, createdAt, lastUsedAt = "", revokedAt = "" }) => {
      return [id, name, mode, granted.join(","), createdAt, lastUsedAt.slice(0, 10), revokedAt];
    });
    const headings = ["id", "name", "mode", "scopes", "created", "last used", "revoked"];
    return { json: { items }, text: table(headings, rows, "The workspace has no key yet.") };
  },
});

export const revokeKey = command({
  name: "key revoke",
  summary: "Revokes a key at once and for good.",
  argument: "key",
  options: { workspace: { value: "ID", help: "refuse unless the key is this workspace's", id: "workspace" } },
  async run({ id, values: { workspace } }, services) {
    const call = { workspaceId: workspace ?? workspaceOfKey(id), id };
    try {
      const key = await runUseCase<View>(revokeKeyByApi, call, services);
      return { json: key, text: fieldsOf(key) };
    } catch (error) {
      // Whoever named no workspace is not to hear of one.
      throw workspace === undefined && isAppError(error, "not_found") ? failed("There is no such key.", error) : error;
    }
  },
});

const fieldsOf = ({ id, name, mode, scopes: granted, createdAt, lastUsedAt, revokedAt }: View): string =>
  fields({
    id,
    name,
    mode,
    scopes: granted.join(", "),
    created: createdAt,
    "last used": lastUsedAt?.slice(0, 10),
    revoked: revokedAt,
  });
