/** Surveys of a workspace. */
import type * as z from "zod/mini";
import { surveyKinds } from "../../functions/domain/survey.ts";
import { createSurvey as createSurveyByApi } from "../../functions/endpoints/surveys/create-survey.ts";
import { getSurvey } from "../../functions/endpoints/surveys/get-survey.ts";
import { listSurveys as listSurveysByApi } from "../../functions/endpoints/surveys/list-surveys.ts";
import type { SurveyView } from "../../functions/endpoints/surveys/survey-view.ts";
import { command, type Output, workspaceOption } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import { readJsonFile } from "./json-file.ts";
import { listOf } from "./option-values.ts";
import { duration, fields, plural, table } from "./print.ts";
import { listAll, runUseCase } from "./use-case.ts";

type View = z.input<typeof SurveyView>;

const definition = {
  name: { value: "TEXT", help: "what the business calls it" },
  kind: { value: "KIND", help: `what is asked: ${Object.keys(surveyKinds).join(", ")}` },
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
    const { workspace, file, name, kind, "listens-to": listensTo } = values;
    const asked = Object.keys(definition).find((option) => values[option as keyof typeof definition] !== undefined);
    if (file !== undefined && asked !== undefined) throw wrongUsage(`--${asked} does not go with --file.`);
    if (file === undefined && (name === undefined || kind === undefined)) {
      throw wrongUsage(`--${name === undefined ? "name" : "kind"} is missing; or describe the survey in a --file.`);
    }
    const described = { name, kind, ...(listensTo !== undefined && { listensTo: listOf(listensTo) }) };
    const body = file === undefined ? described : await readJsonFile(file);
    return show(await runUseCase<View>(createSurveyByApi, { workspaceId: workspace, body }, services));
  },
});

export const listSurveys = command({
  name: "survey list",
  summary: "Lists a workspace's surveys, newest first.",
  options: workspaceOption,
  async run({ values: { workspace } }, services) {
    const items = await listAll<View>(listSurveysByApi, workspace, services);
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
    show(await runUseCase<View>(getSurvey, { workspaceId: workspace, id }, services)),
});

function show(survey: View): Output {
  const { invitation, policy, mail } = survey;
  const text = fields({
    id: survey.id,
    name: survey.name,
    kind: survey.kind,
    status: survey.status,
    version: String(survey.version),
    "listens to": survey.listensTo.join(", ") || "nothing",
    "asks after": duration(invitation.delaySeconds),
    "expires after": plural(invitation.expireAfterDays, "day"),
    throttle: `${plural(policy.throttleDays, "day")}, then ${policy.whenThrottled}`,
    "edit window": duration(survey.editWindowHours * 3600),
    question: localesOf(survey.question),
    thanks: localesOf(survey.thanks),
    "mail subject": localesOf(mail.subject),
    "mail intro": localesOf(mail.intro),
    "mail from": mail.fromName,
    created: survey.createdAt,
    changed: survey.changedAt,
  });
  return { json: survey, text };
}

const localesOf = (texts: Readonly<Record<string, string>> | undefined): string =>
  texts === undefined ? "built in" : `own, in ${Object.keys(texts).sort().join(", ")}`;
