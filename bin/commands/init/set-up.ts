/** Workspace, survey and key of a first run: what is there already is taken up, and never made a second time. */
import type { ReadySurvey } from "../../../functions/domain/gallery/ready-survey.ts";
import type { Services } from "../../../functions/domain/ports/services.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { createKey } from "../../../functions/endpoints/keys/create-key.ts";
import { importSurvey } from "../../../functions/endpoints/surveys/import-survey.ts";
import { toDocument } from "../../../functions/endpoints/surveys/survey-document.ts";
import { failed } from "../failure.ts";
import { runUseCase } from "../use-case.ts";
import { addWorkspace } from "../workspace.ts";

export interface Made<T> {
  readonly it: T;
  readonly isNew: boolean;
}

/** Throws where several have the name: which one is meant is not to be guessed. */
export async function workspaceNamed(name: string, services: Services): Promise<Made<Workspace>> {
  const found: Workspace[] = [];
  for await (const id of services.workspaces.all()) {
    const workspace = await services.workspaces.find(id);
    if (workspace && plain(workspace.name) === plain(name)) found.push(workspace);
  }
  const [known, another] = found;
  if (another) {
    const ids = found.map(({ id }) => id).join(", ");
    throw failed(`${found.length} workspaces are named ${name}: ${ids}. Say another name, or rename one.`);
  }
  return known ? { it: known, isNew: false } : { it: await addWorkspace({ name }, services), isNew: true };
}

const plain = (name: string): string => name.trim().toLowerCase();

interface NamedSurvey {
  readonly id: string;
  readonly name: string;
}

/** A ready survey of the gallery. One that was archived or paused is not what a first mail is sent for. */
export async function surveyFrom(
  { name, definition }: ReadySurvey,
  { id: workspaceId }: Workspace,
  services: Services,
): Promise<Made<NamedSurvey>> {
  const all = await services.surveys.list(workspaceId);
  const known = all.find(
    (survey) => survey.name === definition.name && survey.kind === definition.kind && survey.status === "active",
  );
  if (known) return { it: known, isNew: false };
  const body = { ...toDocument(definition), name: definition.name || name };
  return { it: await runUseCase<NamedSurvey>(importSurvey, { workspaceId, body }, services), isNew: true };
}

export interface FirstKey {
  readonly id: string;
  /** Only of one that was made now: nothing shows it a second time. */
  readonly apiKey?: string;
}

const keyName = "First run";

export async function firstKey({ id: workspaceId }: Workspace, services: Services): Promise<Made<FirstKey>> {
  const keys = await services.apiKeys.list(workspaceId);
  const known = keys.find(({ name, revokedAt }) => name === keyName && revokedAt === undefined);
  if (known) return { it: { id: known.id }, isNew: false };
  const body = { name: keyName, scopes: ["ingest", "read"] };
  return { it: await runUseCase<FirstKey>(createKey, { workspaceId, body }, services), isNew: true };
}
