/** The API of the business, and the answer to every path that does not exist. */
import { listAuditEntries } from "./endpoints/audit/list-audit-entries.ts";
import { getCustomer } from "./endpoints/customers/get-customer.ts";
import { listGallery } from "./endpoints/gallery/list-gallery.ts";
import { createGoal } from "./endpoints/goals/create-goal.ts";
import { getGoal } from "./endpoints/goals/get-goal.ts";
import { listGoals } from "./endpoints/goals/list-goals.ts";
import { removeGoal } from "./endpoints/goals/remove-goal.ts";
import { getInteraction } from "./endpoints/interactions/get-interaction.ts";
import { listInteractions } from "./endpoints/interactions/list-interactions.ts";
import { cancelInvitation } from "./endpoints/invitations/cancel-invitation.ts";
import { cancelInvitations } from "./endpoints/invitations/cancel-invitations.ts";
import { getInvitation } from "./endpoints/invitations/get-invitation.ts";
import { resendInvitation } from "./endpoints/invitations/resend-invitation.ts";
import { sendInvitationNow } from "./endpoints/invitations/send-invitation-now.ts";
import { createKey } from "./endpoints/keys/create-key.ts";
import { listKeys } from "./endpoints/keys/list-keys.ts";
import { revokeKey } from "./endpoints/keys/revoke-key.ts";
import { getKpi } from "./endpoints/kpis/get-kpi.ts";
import { getKpiTrend } from "./endpoints/kpis/get-kpi-trend.ts";
import { listKpis } from "./endpoints/kpis/list-kpis.ts";
import { dismissResponse } from "./endpoints/responses/dismiss-response.ts";
import { getResponse } from "./endpoints/responses/get-response.ts";
import { listResponses } from "./endpoints/responses/list-responses.ts";
import { releaseResponse } from "./endpoints/responses/release-response.ts";
import { getDocs } from "./endpoints/service/get-docs.ts";
import { getHealth } from "./endpoints/service/get-health.ts";
import { getOpenApi } from "./endpoints/service/get-openapi.ts";
import { changeSource } from "./endpoints/sources/change-source.ts";
import { createSource } from "./endpoints/sources/create-source.ts";
import { getSource } from "./endpoints/sources/get-source.ts";
import { listDeliveries } from "./endpoints/sources/list-deliveries.ts";
import { listSources } from "./endpoints/sources/list-sources.ts";
import { removeSource } from "./endpoints/sources/remove-source.ts";
import { rotateSource } from "./endpoints/sources/rotate-source.ts";
import { createSuppression } from "./endpoints/suppressions/create-suppression.ts";
import { getSuppression } from "./endpoints/suppressions/get-suppression.ts";
import { importSuppressions } from "./endpoints/suppressions/import-suppressions.ts";
import { listSuppressions } from "./endpoints/suppressions/list-suppressions.ts";
import { removeSuppression } from "./endpoints/suppressions/remove-suppression.ts";
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
import { simulateSurvey } from "./endpoints/surveys/simulate-survey.ts";
import { changeWorkspace } from "./endpoints/workspace/change-workspace.ts";
import { getWorkspace } from "./endpoints/workspace/get-workspace.ts";
import { resumeSending } from "./endpoints/workspace/resume-sending.ts";
import { httpFunction } from "./http/http-function.ts";
import { lambda } from "./runtime.ts";

export const apiEndpoints = [
  getWorkspace,
  changeWorkspace,
  resumeSending,
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
  simulateSurvey,
  listInteractions,
  getInteraction,
  getInvitation,
  cancelInvitation,
  cancelInvitations,
  sendInvitationNow,
  resendInvitation,
  getCustomer,
  listResponses,
  getResponse,
  releaseResponse,
  dismissResponse,
  listKpis,
  getKpi,
  getKpiTrend,
  createGoal,
  listGoals,
  getGoal,
  removeGoal,
  listSuppressions,
  createSuppression,
  importSuppressions,
  getSuppression,
  removeSuppression,
  createSource,
  listSources,
  getSource,
  changeSource,
  rotateSource,
  removeSource,
  listDeliveries,
  listAuditEntries,
  createKey,
  listKeys,
  revokeKey,
  getHealth,
  getOpenApi,
  getDocs,
];

export const api = httpFunction(apiEndpoints);
export const handler = lambda(api);
