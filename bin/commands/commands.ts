/** The table of commands, in the order in which the help lists them. */
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { showInteraction } from "./interaction.ts";
import { createKey, listKeys, revokeKey } from "./key.ts";
import { recount } from "./recount.ts";
import { archiveSurvey, createSurvey, listSurveys, showSurvey } from "./survey.ts";
import { exportSurvey, importSurvey } from "./survey-document.ts";
import { createWorkspace, listWorkspaces, setWorkspace, showWorkspace } from "./workspace.ts";

export const commands: readonly Command[] = [
  createWorkspace,
  setWorkspace,
  showWorkspace,
  listWorkspaces,
  createKey,
  listKeys,
  revokeKey,
  createSurvey,
  listSurveys,
  showSurvey,
  archiveSurvey,
  exportSurvey,
  importSurvey,
  showInteraction,
  recount,
  check,
];
