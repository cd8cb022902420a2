/** Surveys as documents, to be kept beside code or carried to another workspace. */
import { exportSurvey as exportSurveyByApi } from "../../functions/endpoints/surveys/export-survey.ts";
import { importSurvey as importSurveyByApi } from "../../functions/endpoints/surveys/import-survey.ts";
import { command, workspaceOption } from "./command.ts";
import { readJsonFile } from "./json-file.ts";
import { printableJson } from "./print.ts";
import { type SurveyView, surveyOutput } from "./survey-output.ts";
import { runUseCase } from "./use-case.ts";

export const exportSurvey = command({
  name: "survey export",
  summary: "Prints a survey's current version as a document for survey import.",
  argument: "survey",
  options: workspaceOption,
  async run({ id, values: { workspace } }, services) {
    const json = await runUseCase<object>(exportSurveyByApi, { workspaceId: workspace, id }, services);
    return { json, text: printableJson(json) };
  },
});

export const importSurvey = command({
  name: "survey import",
  summary: "Creates a survey from an exported one, active at once.",
  options: {
    ...workspaceOption,
    file: { value: "FILE", help: "what survey export printed", required: true },
  },
  async run({ values: { workspace, file } }, services) {
    const body = await readJsonFile(file);
    return surveyOutput(await runUseCase<SurveyView>(importSurveyByApi, { workspaceId: workspace, body }, services));
  },
});
