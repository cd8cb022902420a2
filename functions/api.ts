/** The API of the business, and the answer to every path that does not exist. */
import { getCustomer } from "./endpoints/customers/get-customer.ts";
import { listGallery } from "./endpoints/gallery/list-gallery.ts";
import { getInteraction } from "./endpoints/interactions/get-interaction.ts";
import { listInteractions } from "./endpoints/interactions/list-interactions.ts";
import { createKey } from "./endpoints/keys/create-key.ts";
import { listKeys } from "./endpoints/keys/list-keys.ts";
import { revokeKey } from "./endpoints/keys/revoke-key.ts";
import { getKpi } from "./endpoints/kpis/get-kpi.ts";
import { listKpis } from "./endpoints/kpis/list-kpis.ts";
import { dismissResponse } from "./endpoints/responses/dismiss-response.ts";
import { getResponse } from "./endpoints/responses/get-response.ts";
import { listResponses } from "./endpoints/responses/list-responses.ts";
import { releaseResponse } from "./endpoints/responses/release-response.ts";
import { getHealth } from "./endpoints/service/get-health.ts";
import { getOpenApi } from "./endpoints/service/get-openapi.ts";
import { archiveSurvey } from "./endpoints/surveys/archive-survey.ts";
import { changeSurvey } from "./endpoints/surveys/change-survey.ts";
import { createSurvey } from "./endpoints/surveys/create-survey.ts";
import { exportSurvey } from "./endpoints/surveys/export-survey.ts";
import { getSurvey } from "./endpoints/surveys/get-survey.ts";
import { getSurveyVersion } from "./endpoints/surveys/get-survey-version.ts";
import { importSurvey } from "./endpoints/surveys/import-survey.ts";
import { listSurveyVersions } from "./endpoints/surveys/list-survey-versions.ts";
import { listSurveys } from "./endpoints/surveys/list-surveys.ts";
import { pauseSurvey } from "./endpoints/surveys/pause-survey.ts";
import { previewSurvey } from "./endpoints/surveys/preview-survey.ts";
import { resumeSurvey } from "./endpoints/surveys/resume-survey.ts";
import { sendTest } from "./endpoints/surveys/send-test.ts";
import { changeWorkspace } from "./endpoints/workspace/change-workspace.ts";
import { getWorkspace } from "./endpoints/workspace/get-workspace.ts";
import { httpFunction } from "./http/http-function.ts";
import { lambda } from "./runtime.ts";

export const apiEndpoints = [
  getWorkspace,
  changeWorkspace,
  createSurvey,
  listSurveys,
  getSurvey,
  changeSurvey,
  pauseSurvey,
  resumeSurvey,
  archiveSurvey,
  exportSurvey,
  importSurvey,
  listSurveyVersions,
  getSurveyVersion,
  listGallery,
  previewSurvey,
  sendTest,
  listInteractions,
  getInteraction,
  getCustomer,
  listResponses,
  getResponse,
  releaseResponse,
  dismissResponse,
  listKpis,
  getKpi,
  createKey,
  listKeys,
  revokeKey,
  getHealth,
  getOpenApi,
];

export const api = httpFunction(apiEndpoints);
export const handler = lambda(api);
