/** The table of commands, in the order in which the help lists them. */
import { check } from "./check.ts";
import type { ApiCommand, Command, PlainCommand, StackCommand, TableCommand } from "./command.ts";
import { cost } from "./cost.ts";
import { doctor } from "./doctor.ts";
import { exportInteractions, exportResponses } from "./export.ts";
import { importInteractions } from "./import/import-interactions.ts";
import { init } from "./init.ts";
import { showInteraction } from "./interaction.ts";
import { createKey, listKeys, revokeKey } from "./key.ts";
import { kpis } from "./kpis/show-kpis.ts";
import { recount } from "./recount.ts";
import { archiveSurvey, createSurvey, listSurveys, showSurvey } from "./survey.ts";
import { exportSurvey, importSurvey } from "./survey-document.ts";
import { createWorkspace, listWorkspaces, setWorkspace, showWorkspace } from "./workspace.ts";

export const tableCommands: readonly TableCommand[] = [
  init,
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

export const apiCommands: readonly ApiCommand[] = [importInteractions, exportResponses, exportInteractions, kpis];

export const stackCommands: readonly StackCommand[] = [doctor];

export const plainCommands: readonly PlainCommand[] = [cost];

export const commands: readonly Command[] = [...tableCommands, ...apiCommands, ...stackCommands, ...plainCommands];
