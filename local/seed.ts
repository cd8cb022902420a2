/** The demo workspace: a business, an NPS survey that asks at once, and a key with every scope. */
import { join } from "node:path";
import { scopes } from "../functions/domain/api-key.ts";
import type { Services } from "../functions/domain/ports/services.ts";
import { surveyDefaults } from "../functions/domain/survey.ts";
import { workspaceDefaults } from "../functions/domain/workspace.ts";
import { readKept, writeKept } from "./kept-file.ts";

export interface Seed {
  readonly workspaceId: string;
  readonly surveyId: string;
  readonly apiKey: string;
}

/** What was seeded before, or seeds anew. The key stays in the data folder, since nothing else shows it a second time. */
export async function seedOnce(directory: string, services: Services): Promise<Seed> {
  const file = join(directory, "seed.json");
  const kept = await readKept(file, isSeed);
  if (kept && (await isPlanted(kept, services))) return kept;
  const seed = await plant(services);
  await writeKept(file, seed);
  return seed;
}

const isSeed = (value: unknown): value is Seed =>
  typeof value === "object" && value !== null && "workspaceId" in value && "surveyId" in value && "apiKey" in value;

/** The table may have been taken away, or be another engine's. */
const isPlanted = async ({ apiKey }: Seed, { apiKeys }: Services): Promise<boolean> =>
  (await apiKeys.authenticate(apiKey)) !== undefined;

async function plant({ workspaces, surveys, apiKeys, ids, clock }: Services): Promise<Seed> {
  const now = clock.now();
  const workspaceId = `ws_${ids.random(8)}`;
  await workspaces.add({
    ...workspaceDefaults,
    id: workspaceId,
    name: "Juniper Home",
    footerAddress: "Juniper Home, 12 Garden Row, Bristol BS1 4ND",
    salt: ids.random(16),
    createdAt: now,
  });
  const surveyId = `srv_${ids.random(8)}`;
  await surveys.add({
    ...surveyDefaults,
    id: surveyId,
    workspaceId,
    version: 1,
    status: "active",
    name: "After support",
    kind: "nps",
    listensTo: ["ticket.solved"],
    invitation: { ...surveyDefaults.invitation, delaySeconds: 0 },
    createdAt: now,
    changedAt: now,
  });
  const { secret: apiKey } = await apiKeys.create({ workspaceId, name: "Demo", mode: "live", scopes });
  return { workspaceId, surveyId, apiKey };
}
