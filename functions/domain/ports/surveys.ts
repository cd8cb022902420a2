/** Surveys, each with all its versions. */
import type { Survey, SurveyVersion } from "../survey.ts";
import type { Workspace } from "../workspace.ts";
import type { Consistency } from "./lists.ts";

export interface SurveyStore {
  get(workspaceId: string, id: string, options?: Consistency): Promise<Survey>;
  find(workspaceId: string, id: string, options?: Consistency): Promise<Survey | undefined>;
  getVersion(workspaceId: string, id: string, version: number): Promise<SurveyVersion>;
  /** Newest first, those before a version where one is told. */
  listVersions(workspaceId: string, id: string, limit: number, before?: number): Promise<SurveyVersion[]>;
  list(workspaceId: string): Promise<Survey[]>;
  /** As `list`, kept in the process while the workspace's revision stands. */
  listKept(workspace: Workspace): Promise<readonly Survey[]>;
  /** As `get`, kept in the process while the workspace's revision stands. */
  getKept(workspace: Workspace, id: string): Promise<Survey>;
  add(survey: Survey): Promise<void>;
  /** Saves the next version. Throws conflict when somebody else saved one meanwhile. */
  save(survey: Survey): Promise<void>;
  /** Pauses, archives or resumes; no new version. Throws conflict where the status is not reached from the one it has. */
  setStatus(workspaceId: string, id: string, status: Survey["status"]): Promise<Survey>;
}
