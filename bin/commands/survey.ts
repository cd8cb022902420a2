/** Surveys of a workspace. */
import { effortScales, surveyKinds } from "../../functions/domain/scale.ts";
import { archiveSurvey as archiveSurveyByApi } from "../../functions/endpoints/surveys/archive-survey.ts";
import { createSurvey as createSurveyByApi } from "../../functions/endpoints/surveys/create-survey.ts";
import { getSurvey } from "../../functions/endpoints/surveys/get-survey.ts";
import { listSurveys as listSurveysByApi } from "../../functions/endpoints/surveys/list-surveys.ts";
import { command, workspaceOption } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import { readJsonFile } from "./json-file.ts";
import { listOf } from "./option-values.ts";
import { table } from "./print.ts";
import { type SurveyView, surveyOutput } from "./survey-output.ts";
import { listAll, runUseCase } from "./use-case.ts";

const definition = {
  name: { value: "TEXT", help: "what the business calls it" },
  kind: { value: "KIND", help: `what is asked: ${Object.keys(surveyKinds).join(", ")}` },
  "effort-scale": {
    value: "SCALE",
    help: `of a ces survey: ${effortScales.join(" (1 to 7, as unless told) or ")} (1 to 5)`,
  },
  "listens-to": { value: "A,B", help: "interaction types after which it is offered" },
} as const;

export const createSurvey = command({
  name: "survey create",
  summary: "Creates a survey, active at once.",
  details: "Describe it in a file as for POST /v1/surveys, or name it and its kind; the rest is as the API's defaults.",
  options: {
    ...workspaceOption,
    file: { value: "FILE", help: "JSON file that describes it" },
    ...definition,
  },
  async run({ values }, services) {
    const { workspace, file, name, kind, "effort-scale": effortScale, "listens-to": listensTo } = values;
    const asked = Object.keys(definition).find((option) => values[option as keyof typeof definition] !== undefined);
    if (file !== undefined && asked !== undefined) throw wrongUsage(`--${asked} does not go with --file.`);
    if (file === undefined && (name === undefined || kind === undefined)) {
      throw wrongUsage(`--${name === undefined ? "name" : "kind"} is missing; or describe the survey in a --file.`);
    }
    const described = {
      name,
      kind,
      ...(effortScale !== undefined && { effortScale }),
      ...(listensTo !== undefined && { listensTo: listOf(listensTo) }),
    };
    const body = file === undefined ? described : await readJsonFile(file);
    return surveyOutput(await runUseCase<SurveyView>(createSurveyByApi, { workspaceId: workspace, body }, services));
  },
});

export const listSurveys = command({
  name: "survey list",
  summary: "Lists a workspace's surveys, newest first.",
  options: workspaceOption,
  async run({ values: { workspace } }, services) {
    const items = await listAll<SurveyView>(listSurveysByApi, workspace, services);
    const rows = items.map(({ id, name, kind, status, version, listensTo, createdAt }) => {
      return [id, name, kind, status, String(version), listensTo.join(","), createdAt];
    });
    const headings = ["id", "name", "kind", "status", "version", "listens to", "created"];
    return { json: { items }, text: table(headings, rows, "The workspace has no survey yet.") };
  },
});

export const showSurvey = command({
  name: "survey show",
  summary: "Shows a survey's current version.",
  argument: "survey",
  options: workspaceOption,
  run: async ({ id, values: { workspace } }, services) =>
    surveyOutput(await runUseCase<SurveyView>(getSurvey, { workspaceId: workspace, id }, services)),
});

export const archiveSurvey = command({
  name: "survey archive",
  summary: "Archives a survey: it is offered no more and its open links are closed.",
  details: "Its answers and figures stay. POST /v1/surveys/{id}/resume brings it back.",
  argument: "survey",
  options: workspaceOption,
  run: async ({ id, values: { workspace } }, services) =>
    surveyOutput(await runUseCase<SurveyView>(archiveSurveyByApi, { workspaceId: workspace, id }, services)),
});
