import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase62, splitId } from "../../functions/domain/ids.ts";
import type { Route } from "../../functions/routes.ts";
import type { Seed } from "../../local/seed.ts";
import { type ContractedHearback, everyRoute, type RouteName, shown, startUnderContract } from "../http/contract.ts";
import { type Answer, interaction } from "../support/hearback.ts";
import { type Answered, answer } from "./customers.ts";

/** What workspace A has, and B tries. */
interface Loot extends Answered {
  readonly surveyId: string;
  readonly customerId: string;
  readonly keyId: string;
  readonly quarantinedId: string;
  readonly sourceId: string;
  readonly sourcesCursor: string;
  readonly interactionsCursor: string;
  readonly responsesCursor: string;
  readonly suppressionId: string;
  readonly suppressionsCursor: string;
  readonly goalId: string;
  readonly goalsCursor: string;
  readonly auditCursor: string;
}

interface Attempt {
  /** Calls with what is A's … */
  readonly path: string;
  readonly body?: unknown;
  /** … and with what nobody has, which must look the same. */
  readonly unknown?: { readonly path: string; readonly body?: unknown };
}

const none = "0".repeat(44);
const noSource = `/v1/sources/src_${"0".repeat(22)}`;

describe("what workspace B can do with what is workspace A's", () => {
  let hearback: ContractedHearback;
  let b: Seed;
  let loot: Loot;
  let untouched: unknown[];
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { workspace: { name: "Alpha" } } });
    b = await hearback.plant({ workspace: { name: "Beta" } });
    for (const id of ["only-1", "only-2"]) {
      const customer = { id, email: `${id}@example.com` };
      await answer(hearback, 1, { comment: "Alpha only", report: { customer } });
    }
    const answered = await answer(hearback, 9, {
      report: { id: "a-1", customer: { id: "c-1", email: "jo@example.com" } },
    });
    await hearback.submit(answered.surveyUrl, { score: "1", nonce: "made up" });
    await hearback.jobs.run("react-to-changes");
    const suppress = (email: string) => hearback.call("POST", "/v1/suppressions", { body: { email } });
    await suppress("no-alpha@example.com");
    const { json: suppression } = await suppress("never-alpha@example.com");
    const createSource = (name: string) => hearback.call("POST", "/v1/sources", { body: { name, kind: "generic" } });
    await createSource("Alpha's older");
    const { json: source } = await createSource("Alpha's newer");
    const headers = { "x-hearback-key": source.secret };
    await hearback.call("POST", `/v1/hooks/${source.id}`, { key: "", headers, body: interaction({ id: "a-2" }) });
    const setGoal = (target: number) =>
      hearback.call("POST", "/v1/goals", { body: { metric: "aht", target, by: "2099-12-31", from: "2099-01-01" } });
    await setGoal(60);
    const { json: goal } = await setGoal(90);
    const cursorOf = async (path: string) => (await hearback.call("GET", `${path}?limit=1`)).json.nextCursor;
    loot = {
      ...answered,
      surveyId: hearback.seed.surveyId,
      customerId: splitId(answered.interactionId).customerId,
      keyId: `key_${hearback.seed.apiKey.split("_")[2]}`,
      quarantinedId: `${answered.responseId.replace("rsp_", "qua_")}01`,
      interactionsCursor: await cursorOf("/v1/interactions"),
      responsesCursor: await cursorOf("/v1/responses"),
      sourceId: source.id,
      sourcesCursor: await cursorOf("/v1/sources"),
      suppressionId: suppression.id,
      goalId: goal.id,
      goalsCursor: await cursorOf("/v1/goals"),
      auditCursor: await cursorOf("/v1/audit"),
      suppressionsCursor: await cursorOf("/v1/suppressions"),
    };
    await hearback.jobs.run("compute-kpis");
    untouched = await everythingOfA();
  });
  afterAll(() => hearback.close());

  const asB = ({ method }: Route, path: string, body?: unknown) =>
    hearback.call(method, path, { key: b.apiKey, ...(body !== undefined && { body }) });
  const attempt = (path: string, unknownPath: string, body?: unknown): Attempt => ({
    path,
    body,
    unknown: { path: unknownPath, body },
  });

  /** Everything A can see of itself. */
  const everythingOfA = async (): Promise<unknown[]> => {
    const from = new Date(Date.parse(hearback.clock.now()) - 3_600_000).toISOString();
    const lists = [`/v1/interactions?from=${from}`, `/v1/responses?verdict=all&from=${from}`];
    const journey = `/v1/customers/${loot.customerId}`;
    const sources = ["/v1/sources", `/v1/sources/${loot.sourceId}/deliveries`];
    const paths = [
      "/v1/workspace",
      "/v1/surveys",
      "/v1/keys",
      "/v1/suppressions",
      "/v1/goals",
      "/v1/audit",
      journey,
      ...sources,
      ...lists,
    ];
    const kpi = `/v1/kpis/nps?survey=${loot.surveyId}&by=type`;
    const answers = [...paths, `/v1/interactions/${loot.interactionId}`, kpi].map((path) => hearback.call("GET", path));
    return (await Promise.all(answers)).map(({ json }) => json);
  };

  /** One row per route, so that a new route is a new row. */
  const attempts: Record<RouteName, () => Attempt[]> = {
    recordInteraction: () => [
      {
        path: "/v1/interactions",
        body: interaction({ survey: loot.surveyId }),
        unknown: { path: "/v1/interactions", body: interaction({ survey: "srv_00000000000" }) },
      },
      { path: "/v1/interactions", body: interaction({ id: "a-1", customer: { id: "c-1", email: "jo@example.com" } }) },
    ],
    recordBatch: () => [
      {
        path: "/v1/interactions/batch",
        body: { items: [interaction({ survey: loot.surveyId })] },
        unknown: { path: "/v1/interactions/batch", body: { items: [interaction({ survey: "srv_00000000000" })] } },
      },
      {
        path: "/v1/interactions/batch",
        body: { items: [interaction({ id: "a-1", customer: { id: "c-1", email: "jo@example.com" } })] },
      },
    ],
    listInteractions: () => [
      attempt(`/v1/interactions?cursor=${loot.interactionsCursor}`, "/v1/interactions?cursor=none"),
      { path: "/v1/interactions?limit=200" },
      attempt(`/v1/interactions?customer=${loot.customerId}`, `/v1/interactions?customer=cus_${"0".repeat(22)}`),
    ],
    getInteraction: () => [attempt(`/v1/interactions/${loot.interactionId}`, `/v1/interactions/int_${none}`)],
    getInvitation: () => [attempt(`/v1/invitations/${loot.invitationId}`, `/v1/invitations/inv_${none}`)],
    getInvitationQr: () => [attempt(`/v1/invitations/${loot.invitationId}/qr`, `/v1/invitations/inv_${none}/qr`)],
    cancelInvitation: () => [attempt(`/v1/invitations/${loot.invitationId}`, `/v1/invitations/inv_${none}`)],
    cancelInvitations: () => [
      { path: "/v1/invitations/cancel", body: { customer: { id: "c-1", email: "jo@example.com" } } },
      {
        path: "/v1/invitations/cancel",
        body: { customer: { id: "c-1" }, survey: loot.surveyId },
        unknown: { path: "/v1/invitations/cancel", body: { customer: { id: "c-1" }, survey: "srv_00000000000" } },
      },
    ],
    sendInvitationNow: () => [
      attempt(`/v1/invitations/${loot.invitationId}/send-now`, `/v1/invitations/inv_${none}/send-now`),
    ],
    resendInvitation: () => [
      attempt(`/v1/invitations/${loot.invitationId}/resend`, `/v1/invitations/inv_${none}/resend`, {
        email: "beta@example.com",
      }),
    ],
    getCustomer: () => [
      attempt(`/v1/customers/${loot.customerId}`, `/v1/customers/cus_${"0".repeat(22)}`),
      attempt("/v1/customers/id:only-1", "/v1/customers/id:nobody"),
      attempt("/v1/customers/email:only-1@example.com", "/v1/customers/email:nobody@example.com"),
    ],
    listResponses: () => [
      attempt(`/v1/responses?cursor=${loot.responsesCursor}`, "/v1/responses?cursor=none"),
      { path: "/v1/responses?verdict=quarantined" },
      attempt(`/v1/responses?survey=${loot.surveyId}`, "/v1/responses?survey=srv_00000000000"),
    ],
    getResponse: () => [
      attempt(`/v1/responses/${loot.responseId}`, `/v1/responses/rsp_${none}`),
      attempt(`/v1/responses/${loot.quarantinedId}`, `/v1/responses/qua_${none}01`),
    ],
    releaseResponse: () => [
      attempt(`/v1/responses/${loot.quarantinedId}/release`, `/v1/responses/qua_${none}01/release`),
    ],
    dismissResponse: () => [
      attempt(`/v1/responses/${loot.quarantinedId}/dismiss`, `/v1/responses/qua_${none}01/dismiss`),
    ],
    getWorkspace: () => [{ path: "/v1/workspace" }],
    changeWorkspace: () => [{ path: "/v1/workspace", body: { name: "Beta two", testers: ["tess@example.com"] } }],
    resumeSending: () => [{ path: "/v1/workspace/resume-sending" }],
    createSurvey: () => [{ path: "/v1/surveys", body: { name: "Beta's", kind: "nps", listensTo: ["ticket.solved"] } }],
    listSurveys: () => [{ path: "/v1/surveys" }],
    getSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}`, "/v1/surveys/srv_00000000000")],
    changeSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}`, "/v1/surveys/srv_00000000000", { name: "Taken" })],
    pauseSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}/pause`, "/v1/surveys/srv_00000000000/pause")],
    resumeSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}/resume`, "/v1/surveys/srv_00000000000/resume")],
    previewSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}/preview`, "/v1/surveys/srv_00000000000/preview", {})],
    sendTest: () => [
      attempt(`/v1/surveys/${loot.surveyId}/send-test`, "/v1/surveys/srv_00000000000/send-test", {
        to: "tess@example.com",
      }),
    ],
    simulateSurvey: () => [
      attempt(`/v1/surveys/${loot.surveyId}/simulate`, "/v1/surveys/srv_00000000000/simulate", interaction()),
    ],
    archiveSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}/archive`, "/v1/surveys/srv_00000000000/archive")],
    exportSurvey: () => [attempt(`/v1/surveys/${loot.surveyId}/export`, "/v1/surveys/srv_00000000000/export")],
    importSurvey: () => [
      { path: "/v1/surveys/import", body: { hearback: "survey/1", name: "Beta's too", kind: "csat" } },
    ],
    listSurveyVersions: () => [
      attempt(`/v1/surveys/${loot.surveyId}/versions`, "/v1/surveys/srv_00000000000/versions"),
    ],
    getSurveyVersion: () => [
      attempt(`/v1/surveys/${loot.surveyId}/versions/1`, "/v1/surveys/srv_00000000000/versions/1"),
    ],
    listGallery: () => [{ path: "/v1/gallery" }],
    listKpis: () => [attempt(`/v1/kpis?survey=${loot.surveyId}`, "/v1/kpis?survey=srv_00000000000")],
    getKpi: () => [attempt(`/v1/kpis/nps?survey=${loot.surveyId}`, "/v1/kpis/nps?survey=srv_00000000000")],
    getKpiTrend: () => [
      attempt(`/v1/kpis/nps/trend?survey=${loot.surveyId}`, "/v1/kpis/nps/trend?survey=srv_00000000000"),
    ],
    createGoal: () => [
      { path: "/v1/goals", body: { metric: "aht", target: 60, by: "2099-12-31", from: "2099-01-01" } },
      {
        path: "/v1/goals",
        body: { metric: "nps", target: 50, by: "2099-12-31", from: "2099-01-01", survey: loot.surveyId },
        unknown: {
          path: "/v1/goals",
          body: { metric: "nps", target: 50, by: "2099-12-31", from: "2099-01-01", survey: "srv_00000000000" },
        },
      },
    ],
    listGoals: () => [{ path: "/v1/goals" }, attempt(`/v1/goals?cursor=${loot.goalsCursor}`, "/v1/goals?cursor=none")],
    getGoal: () => [attempt(`/v1/goals/${loot.goalId}`, "/v1/goals/goal_00000000000")],
    removeGoal: () => [attempt(`/v1/goals/${loot.goalId}`, "/v1/goals/goal_00000000000")],
    listSuppressions: () => [
      { path: "/v1/suppressions" },
      attempt(`/v1/suppressions?cursor=${loot.suppressionsCursor}`, "/v1/suppressions?cursor=none"),
    ],
    createSuppression: () => [{ path: "/v1/suppressions", body: { email: "jo@example.com", note: "Beta's" } }],
    importSuppressions: () => [
      { path: "/v1/suppressions/import", body: { items: [{ email: "jo@example.com" }, { email: "bo@example.com" }] } },
    ],
    getSuppression: () => [
      attempt(`/v1/suppressions/${loot.suppressionId}`, `/v1/suppressions/sup_${none.slice(22)}`),
      attempt("/v1/suppressions/email:never-alpha%40example.com", "/v1/suppressions/email:nobody%40example.com"),
    ],
    removeSuppression: () => [
      attempt(`/v1/suppressions/${loot.suppressionId}`, `/v1/suppressions/sup_${none.slice(22)}`),
      attempt("/v1/suppressions/email:never-alpha%40example.com", "/v1/suppressions/email:nobody%40example.com"),
    ],
    createSource: () => [
      { path: "/v1/sources", body: { name: "Beta's", kind: "generic" } },
      {
        path: "/v1/sources",
        body: { name: "Beta's", kind: "generic", survey: loot.surveyId },
        unknown: { path: "/v1/sources", body: { name: "Beta's", kind: "generic", survey: "srv_00000000000" } },
      },
    ],
    listSources: () => [
      { path: "/v1/sources" },
      attempt(`/v1/sources?cursor=${loot.sourcesCursor}`, "/v1/sources?cursor=none"),
    ],
    getSource: () => [attempt(`/v1/sources/${loot.sourceId}`, noSource)],
    changeSource: () => [attempt(`/v1/sources/${loot.sourceId}`, noSource, { enabled: false })],
    rotateSource: () => [
      attempt(`/v1/sources/${loot.sourceId}/rotate`, `${noSource}/rotate`, { oldAcceptedForHours: 0 }),
    ],
    removeSource: () => [attempt(`/v1/sources/${loot.sourceId}`, noSource)],
    listDeliveries: () => [attempt(`/v1/sources/${loot.sourceId}/deliveries`, `${noSource}/deliveries`)],
    simulateSource: () => [
      attempt(`/v1/sources/${loot.sourceId}/test`, `${noSource}/test`, { payload: interaction() }),
    ],
    recordDelivery: () => [
      attempt(`/v1/hooks/${loot.sourceId}`, noSource.replace("sources", "hooks"), interaction({ id: "a-1" })),
    ],
    getHook: () => [attempt(`/v1/hooks/${loot.sourceId}`, noSource.replace("sources", "hooks"))],
    listAuditEntries: () => [
      { path: "/v1/audit" },
      attempt(`/v1/audit?cursor=${loot.auditCursor}`, "/v1/audit?cursor=none"),
      attempt(`/v1/audit?subject=${loot.suppressionId}`, "/v1/audit?subject=sup_0"),
    ],
    createKey: () => [{ path: "/v1/keys", body: { name: "Beta's", scopes: ["read", "manage"] } }],
    listKeys: () => [{ path: "/v1/keys" }],
    revokeKey: () => [attempt(`/v1/keys/${loot.keyId}`, "/v1/keys/key_0000000000000000000000")],
    getHealth: () => [{ path: "/v1/health" }],
    getOpenApi: () => [{ path: "/v1/openapi.json" }],
    getDocs: () => [{ path: "/docs" }],
    // A link is its own permission, whichever key comes with it: what is tried are links of A with B's name in them.
    showSurvey: () => [attempt(`/s/${withWorkspace(loot.surveyUrl)}`, "/s/x")],
    answerSurvey: () => [attempt(`/s/${withWorkspace(loot.surveyUrl)}`, "/s/x")],
    showFollowUps: () => [attempt(`/s/${withWorkspace(loot.surveyUrl)}/questions`, "/s/x/questions")],
    answerFollowUps: () => [attempt(`/s/${withWorkspace(loot.surveyUrl)}/questions`, "/s/x/questions")],
    showThanks: () => [attempt(`/s/${withWorkspace(loot.surveyUrl)}/thanks`, "/s/x/thanks")],
    showUnsubscribe: () => [attempt(`/u/${withWorkspace(loot.unsubscribeUrl)}`, "/u/x")],
    unsubscribe: () => [attempt(`/u/${withWorkspace(loot.unsubscribeUrl)}`, "/u/x")],
  };

  /** A's token with B's workspace written into it. */
  function withWorkspace(url: string): string {
    const bytes = Buffer.from(url.split("/").at(-1) ?? "", "base64url");
    bytes.set(fromBase62(b.workspaceId.slice(3), 8), 0);
    return bytes.toString("base64url");
  }

  /** Nothing in an answer names anything of A. */
  function expectNothingOfA({ text }: Answer): void {
    for (const [what, id] of Object.entries(loot)) expect(text, what).not.toContain(id);
    expect(text).not.toContain(hearback.seed.workspaceId);
    expect(text).not.toContain("Alpha");
  }

  it.each(everyRoute)("reads and changes nothing at %s", async (_, route, name) => {
    for (const { path, body, unknown } of attempts[name]()) {
      const answered = await asB(route, path, body);
      expectNothingOfA(answered);
      if (!unknown) expect(answered.status).toBeLessThan(300);
      else expect(shown(answered), path).toEqual(shown(await asB(route, unknown.path, unknown.body)));
    }
    expect(await everythingOfA()).toEqual(untouched);
  });

  it("makes an interaction, customer and invitation of B's own for the same business ids and address", async () => {
    const report = interaction({ id: "a-1", customer: { id: "c-1", email: "jo@example.com" } });
    const { json } = await hearback.call("POST", "/v1/interactions", { key: b.apiKey, body: report });
    const own = await hearback.call("GET", `/v1/interactions/${json.id}`, { key: b.apiKey });
    const theirs = await hearback.call("GET", `/v1/interactions/${loot.interactionId}`);
    expect(own.json.customerId).not.toBe(theirs.json.customerId);
    expect(own.json).not.toHaveProperty("response");
    expect((await hearback.call("GET", `/v1/interactions/${json.id}`)).status).toBe(404);
  });

  it("finds nothing under ids that are A's begun, cut, lengthened or joined with B's", async () => {
    const own = await hearback.call("POST", "/v1/interactions", { key: b.apiKey, body: interaction() });
    const spliced = own.json.id.slice(0, 26) + loot.interactionId.slice(26);
    const places: [string, string][] = [
      ["/v1/interactions/", loot.interactionId],
      ["/v1/invitations/", loot.invitationId],
      ["/v1/customers/", loot.customerId],
      ["/v1/responses/", loot.responseId],
      ["/v1/surveys/", loot.surveyId],
      ["/v1/suppressions/", loot.suppressionId],
      ["/v1/sources/", loot.sourceId],
      ["/v1/keys/", loot.keyId],
    ];
    for (const [path, id] of places) {
      const method = path === "/v1/keys/" ? "DELETE" : "GET";
      for (const wrong of [
        id.slice(0, 5),
        id.slice(0, -1),
        `${id}0`,
        `${id}%23`,
        `${id}%2F`,
        `w%23${hearback.seed.workspaceId}`,
      ]) {
        for (const key of [b.apiKey, hearback.seed.apiKey]) {
          expect((await hearback.call(method, path + wrong, { key })).status, path + wrong).toBe(404);
        }
      }
    }
    expect((await hearback.call("GET", `/v1/interactions/${spliced}`, { key: b.apiKey })).status).toBe(404);
    expect((await hearback.call("GET", "/v1/workspace")).status).toBe(200);
  });

  it("never uses a workspace that the caller names in a header, query or body", async () => {
    const headers = { "x-workspace-id": hearback.seed.workspaceId };
    const named = await hearback.call("GET", "/v1/workspace", { key: b.apiKey, headers });
    expect(named.json.id).toBe(b.workspaceId);
    const query = `workspaceId=${hearback.seed.workspaceId}`;
    expect((await hearback.call("GET", `/v1/workspace?${query}`, { key: b.apiKey })).status).toBe(422);
  });
});
