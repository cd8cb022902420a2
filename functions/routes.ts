/**
 * Every HTTP route as data, without imports: the one table that the stack, the local server, the handlers,
 * the OpenAPI document and the tests read. `access` is the scope a key needs; `public` needs no key, `page` is a
 * page for the customer whose permission is the signed link in the path, `hook` takes what a source sends, byte by byte, and
 * its permission is the signature. HEAD answers wherever GET does.
 */
export const routes = {
  recordInteraction: { method: "POST", path: "/v1/interactions", function: "ingest", access: "ingest" },
  recordBatch: { method: "POST", path: "/v1/interactions/batch", function: "ingest", access: "ingest" },
  recordDelivery: { method: "POST", path: "/v1/hooks/{sourceId}", function: "ingest", access: "hook" },
  getHook: { method: "GET", path: "/v1/hooks/{sourceId}", function: "ingest", access: "public" },
  simulateSource: { method: "POST", path: "/v1/sources/{id}/test", function: "ingest", access: "read" },
  getInvitationQr: { method: "GET", path: "/v1/invitations/{id}/qr", function: "ingest", access: "ingest" },

  showSurvey: { method: "GET", path: "/s/{token}", function: "respond", access: "page" },
  answerSurvey: { method: "POST", path: "/s/{token}", function: "respond", access: "page" },
  showFollowUps: { method: "GET", path: "/s/{token}/questions", function: "respond", access: "page" },
  answerFollowUps: { method: "POST", path: "/s/{token}/questions", function: "respond", access: "page" },
  showThanks: { method: "GET", path: "/s/{token}/thanks", function: "respond", access: "page" },
  showUnsubscribe: { method: "GET", path: "/u/{token}", function: "respond", access: "page" },
  unsubscribe: { method: "POST", path: "/u/{token}", function: "respond", access: "page" },

  listInteractions: { method: "GET", path: "/v1/interactions", function: "api", access: "read" },
  getInteraction: { method: "GET", path: "/v1/interactions/{id}", function: "api", access: "read" },
  getInvitation: { method: "GET", path: "/v1/invitations/{id}", function: "api", access: "read" },
  cancelInvitation: { method: "DELETE", path: "/v1/invitations/{id}", function: "api", access: "manage" },
  cancelInvitations: { method: "POST", path: "/v1/invitations/cancel", function: "api", access: "manage" },
  sendInvitationNow: { method: "POST", path: "/v1/invitations/{id}/send-now", function: "api", access: "manage" },
  resendInvitation: { method: "POST", path: "/v1/invitations/{id}/resend", function: "api", access: "manage" },
  getCustomer: { method: "GET", path: "/v1/customers/{id}", function: "api", access: "read" },
  getWorkspace: { method: "GET", path: "/v1/workspace", function: "api", access: "read" },
  changeWorkspace: { method: "PATCH", path: "/v1/workspace", function: "api", access: "manage" },
  resumeSending: { method: "POST", path: "/v1/workspace/resume-sending", function: "api", access: "manage" },
  createSurvey: { method: "POST", path: "/v1/surveys", function: "api", access: "manage" },
  listSurveys: { method: "GET", path: "/v1/surveys", function: "api", access: "read" },
  getSurvey: { method: "GET", path: "/v1/surveys/{id}", function: "api", access: "read" },
  changeSurvey: { method: "PATCH", path: "/v1/surveys/{id}", function: "api", access: "manage" },
  pauseSurvey: { method: "POST", path: "/v1/surveys/{id}/pause", function: "api", access: "manage" },
  resumeSurvey: { method: "POST", path: "/v1/surveys/{id}/resume", function: "api", access: "manage" },
  previewSurvey: { method: "POST", path: "/v1/surveys/{id}/preview", function: "api", access: "read" },
  sendTest: { method: "POST", path: "/v1/surveys/{id}/send-test", function: "api", access: "manage" },
  simulateSurvey: { method: "POST", path: "/v1/surveys/{id}/simulate", function: "api", access: "read" },
  archiveSurvey: { method: "POST", path: "/v1/surveys/{id}/archive", function: "api", access: "manage" },
  exportSurvey: { method: "GET", path: "/v1/surveys/{id}/export", function: "api", access: "read" },
  importSurvey: { method: "POST", path: "/v1/surveys/import", function: "api", access: "manage" },
  listSurveyVersions: { method: "GET", path: "/v1/surveys/{id}/versions", function: "api", access: "read" },
  getSurveyVersion: { method: "GET", path: "/v1/surveys/{id}/versions/{version}", function: "api", access: "read" },
  listGallery: { method: "GET", path: "/v1/gallery", function: "api", access: "read" },
  listResponses: { method: "GET", path: "/v1/responses", function: "api", access: "read" },
  getResponse: { method: "GET", path: "/v1/responses/{id}", function: "api", access: "read" },
  releaseResponse: { method: "POST", path: "/v1/responses/{id}/release", function: "api", access: "manage" },
  dismissResponse: { method: "POST", path: "/v1/responses/{id}/dismiss", function: "api", access: "manage" },
  listKpis: { method: "GET", path: "/v1/kpis", function: "api", access: "read" },
  getKpi: { method: "GET", path: "/v1/kpis/{kpi}", function: "api", access: "read" },
  getKpiTrend: { method: "GET", path: "/v1/kpis/{kpi}/trend", function: "api", access: "read" },
  createGoal: { method: "POST", path: "/v1/goals", function: "api", access: "manage" },
  listGoals: { method: "GET", path: "/v1/goals", function: "api", access: "read" },
  getGoal: { method: "GET", path: "/v1/goals/{id}", function: "api", access: "read" },
  removeGoal: { method: "DELETE", path: "/v1/goals/{id}", function: "api", access: "manage" },
  listSuppressions: { method: "GET", path: "/v1/suppressions", function: "api", access: "read" },
  createSuppression: { method: "POST", path: "/v1/suppressions", function: "api", access: "manage" },
  importSuppressions: { method: "POST", path: "/v1/suppressions/import", function: "api", access: "manage" },
  getSuppression: { method: "GET", path: "/v1/suppressions/{id}", function: "api", access: "read" },
  removeSuppression: { method: "DELETE", path: "/v1/suppressions/{id}", function: "api", access: "manage" },
  createSource: { method: "POST", path: "/v1/sources", function: "api", access: "manage" },
  listSources: { method: "GET", path: "/v1/sources", function: "api", access: "read" },
  getSource: { method: "GET", path: "/v1/sources/{id}", function: "api", access: "read" },
  changeSource: { method: "PATCH", path: "/v1/sources/{id}", function: "api", access: "manage" },
  rotateSource: { method: "POST", path: "/v1/sources/{id}/rotate", function: "api", access: "manage" },
  removeSource: { method: "DELETE", path: "/v1/sources/{id}", function: "api", access: "manage" },
  listDeliveries: { method: "GET", path: "/v1/sources/{id}/deliveries", function: "api", access: "read" },
  listAuditEntries: { method: "GET", path: "/v1/audit", function: "api", access: "read" },
  createKey: { method: "POST", path: "/v1/keys", function: "api", access: "manage" },
  listKeys: { method: "GET", path: "/v1/keys", function: "api", access: "manage" },
  revokeKey: { method: "DELETE", path: "/v1/keys/{id}", function: "api", access: "manage" },
  getHealth: { method: "GET", path: "/v1/health", function: "api", access: "public" },
  getOpenApi: { method: "GET", path: "/v1/openapi.json", function: "api", access: "public" },
  getDocs: { method: "GET", path: "/docs", function: "api", access: "public" },
} as const satisfies Record<string, Route>;

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly function: "ingest" | "respond" | "api";
  readonly access: Access;
}

export type Scope = "ingest" | "read" | "manage";
export type Access = Scope | "public" | "page" | "hook";
