/** What a workspace had stopped since: keys that were revoked, surveys that were paused, sending that did harm. */
import type { Difference, TwoTables } from "./restoration.ts";

export async function compareSettings(workspaceId: string, { here, lost }: TwoTables): Promise<readonly Difference[]> {
  const [keys, surveys, [workspace, standing]] = await Promise.all([
    Promise.all([here, lost].map(({ services }) => services.apiKeys.list(workspaceId))),
    Promise.all([here, lost].map(({ services }) => services.surveys.list(workspaceId))),
    Promise.all([here, lost].map(({ services }) => services.workspaces.find(workspaceId, { consistent: true }))),
  ]);
  const revokedThere = new Set(keys[1]?.flatMap(({ id, revokedAt }) => (revokedAt === undefined ? [] : [id])));
  const revoked = (keys[0] ?? []).filter(({ id, revokedAt }) => revokedAt === undefined && revokedThere.has(id));
  const statuses = new Map(surveys[1]?.map(({ id, status }) => [id, status]));
  const paused = (surveys[0] ?? []).flatMap(({ id, status }) => {
    const there = statuses.get(id);
    const isStopped = (there === "paused" && status === "active") || (there === "archived" && status !== "archived");
    return there !== undefined && isStopped ? [{ id, status: there }] : [];
  });
  const pause = standing?.sendingPaused;
  const isHarm =
    workspace && pause && !workspace.sendingPaused && workspace.sendingResumedAt === standing.sendingResumedAt;
  const { apiKeys, surveys: ours, workspaces } = here.services;
  return [
    ...revoked.map(({ id }) => ({
      kind: "revoked" as const,
      subject: id,
      write: async () => (await apiKeys.revoke(workspaceId, id)).revokedAt !== undefined,
    })),
    ...paused.map(({ id, status }) => ({
      kind: "paused" as const,
      subject: id,
      write: async () => (await ours.setStatus(workspaceId, id, status)).status === status,
    })),
    ...(isHarm
      ? [{ kind: "paused" as const, subject: workspaceId, write: () => workspaces.pauseSending(workspace, pause) }]
      : []),
  ];
}
