/** The API of the business, and the answer to every path that does not exist. */
import { getInteraction } from "./endpoints/interactions/get-interaction.ts";
import { listInteractions } from "./endpoints/interactions/list-interactions.ts";
import { createKey } from "./endpoints/keys/create-key.ts";
import { listKeys } from "./endpoints/keys/list-keys.ts";
import { revokeKey } from "./endpoints/keys/revoke-key.ts";
import { getKpi } from "./endpoints/kpis/get-kpi.ts";
import { listKpis } from "./endpoints/kpis/list-kpis.ts";
import { getResponse } from "./endpoints/responses/get-response.ts";
import { listResponses } from "./endpoints/responses/list-responses.ts";
import { getHealth } from "./endpoints/service/get-health.ts";
import { getOpenApi } from "./endpoints/service/get-openapi.ts";
import { changeSurvey } from "./endpoints/surveys/change-survey.ts";
import { createSurvey } from "./endpoints/surveys/create-survey.ts";
import { getSurvey } from "./endpoints/surveys/get-survey.ts";
import { listSurveys } from "./endpoints/surveys/list-surveys.ts";
import { pauseSurvey } from "./endpoints/surveys/pause-survey.ts";
import { resumeSurvey } from "./endpoints/surveys/resume-survey.ts";
import { changeWorkspace } from "./endpoints/workspace/change-workspace.ts";
import { getWorkspace } from "./endpoints/workspace/get-workspace.ts";
import { httpFunction } from "./http/http-function.ts";
import { ingestEndpoints } from "./ingest.ts";
import { respondEndpoints } from "./respond.ts";
import { lambda } from "./runtime.ts";

const endpoints = [
  getWorkspace,
  changeWorkspace,
  createSurvey,
  listSurveys,
  getSurvey,
  changeSurvey,
  pauseSurvey,
  resumeSurvey,
  listInteractions,
  getInteraction,
  listResponses,
  getResponse,
  listKpis,
  getKpi,
  createKey,
  listKeys,
  revokeKey,
  getHealth,
];

export const api = httpFunction([...endpoints, getOpenApi([...ingestEndpoints, ...respondEndpoints, ...endpoints])]);
export const handler = lambda(api);
