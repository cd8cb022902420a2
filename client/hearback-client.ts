/**
 * Hearback's API in the words of the product. A method is one call; lists are async iterators over all of their items, with the
 * pages behind. What a method takes and answers is what the API's own schemas say.
 */
import { routes } from "../functions/routes.ts";
import { type CallOptions, Connection, type HearbackSettings } from "./connection.ts";
import { type Input, methods, type Result, type RouteName } from "./methods.ts";

export class HearbackClient {
  readonly #connection: Connection;
  readonly #methods = methods(
    (name, input, options) => this.request(name, input, options),
    (name, input, options) => this.#connection.answer({ ...routes[name], ...input }, options),
  );

  constructor(settings: HearbackSettings) {
    this.#connection = new Connection(settings);
  }

  /** Calls a route by its name: what the methods below do, for whoever wants a single page or another form. */
  async request<N extends RouteName>(name: N, input: Input<N>, options?: CallOptions): Promise<Result<N>> {
    const { method, path } = routes[name];
    return (await this.#connection.read({ method, path, ...input }, options)) as Result<N>;
  }

  readonly interactions = {
    record: this.#methods.withBody("recordInteraction"),
    /** Up to 500, each answered for itself. */
    recordBatch: this.#methods.withBody("recordBatch"),
    list: this.#methods.list("listInteractions"),
    /** As list, in the pages of a CSV file. */
    csv: this.#methods.csv("listInteractions"),
    get: this.#methods.withId("getInteraction"),
  };

  readonly invitations = {
    get: this.#methods.withId("getInvitation"),
    qr: this.#methods.withIdAndQuery("getInvitationQr"),
    cancel: this.#methods.withId("cancelInvitation"),
    cancelAll: this.#methods.withBody("cancelInvitations"),
    sendNow: this.#methods.withId("sendInvitationNow"),
    resend: this.#methods.withIdAndBody("resendInvitation"),
  };

  readonly customers = {
    /** By `cus_…`, `id:…` or `email:…`. */
    get: this.#methods.withIdAndQuery("getCustomer"),
  };

  readonly surveys = {
    create: this.#methods.withBody("createSurvey"),
    list: this.#methods.list("listSurveys"),
    get: this.#methods.withId("getSurvey"),
    change: this.#methods.withIdAndBody("changeSurvey"),
    pause: this.#methods.withId("pauseSurvey"),
    resume: this.#methods.withId("resumeSurvey"),
    archive: this.#methods.withId("archiveSurvey"),
    export: this.#methods.withId("exportSurvey"),
    import: this.#methods.withBody("importSurvey"),
    versions: this.#methods.listOf("listSurveyVersions"),
    version: (id: string, version: number, options?: CallOptions): Promise<Result<"getSurveyVersion">> =>
      this.request("getSurveyVersion", { params: { id, version } }, options),
    preview: this.#methods.withIdAndBody("previewSurvey"),
    sendTest: this.#methods.withIdAndBody("sendTest"),
    simulate: this.#methods.withIdAndBody("simulateSurvey"),
    gallery: this.#methods.list("listGallery"),
  };

  readonly responses = {
    list: this.#methods.list("listResponses"),
    /** As list, in the pages of a CSV file. */
    csv: this.#methods.csv("listResponses"),
    get: this.#methods.withId("getResponse"),
    release: this.#methods.withIdAndBody("releaseResponse"),
    dismiss: this.#methods.withId("dismissResponse"),
  };

  readonly kpis = {
    /** Of one survey, of several together, or of all. */
    list: this.#methods.withQuery("listKpis"),
    get: (
      kpi: string,
      query: NonNullable<Input<"getKpi">["query"]> = {},
      options?: CallOptions,
    ): Promise<Result<"getKpi">> => this.request("getKpi", { params: { kpi }, query }, options),
    trend: (
      kpi: string,
      query: NonNullable<Input<"getKpiTrend">["query"]> = {},
      options?: CallOptions,
    ): Promise<Result<"getKpiTrend">> => this.request("getKpiTrend", { params: { kpi }, query }, options),
  };

  readonly goals = {
    create: this.#methods.withBody("createGoal"),
    list: this.#methods.list("listGoals"),
    get: this.#methods.withId("getGoal"),
    remove: this.#methods.withId("removeGoal"),
  };

  readonly suppressions = {
    list: this.#methods.list("listSuppressions"),
    create: this.#methods.withBody("createSuppression"),
    import: this.#methods.withBody("importSuppressions"),
    /** By `sup_…` or `email:…`. */
    get: this.#methods.withId("getSuppression"),
    remove: this.#methods.withId("removeSuppression"),
  };

  readonly sources = {
    create: this.#methods.withBody("createSource"),
    list: this.#methods.list("listSources"),
    get: this.#methods.withId("getSource"),
    change: this.#methods.withIdAndBody("changeSource"),
    rotate: this.#methods.withIdAndBody("rotateSource"),
    remove: this.#methods.withId("removeSource"),
    deliveries: this.#methods.withId("listDeliveries"),
    simulate: this.#methods.withIdAndBody("simulateSource"),
  };

  readonly workspace = {
    get: this.#methods.plain("getWorkspace"),
    change: this.#methods.withBody("changeWorkspace"),
    resumeSending: this.#methods.plain("resumeSending"),
  };

  readonly audit = {
    list: this.#methods.list("listAuditEntries"),
    /** As list, in the pages of a CSV file. */
    csv: this.#methods.csv("listAuditEntries"),
  };

  readonly keys = {
    create: this.#methods.withBody("createKey"),
    list: this.#methods.list("listKeys"),
    revoke: this.#methods.withId("revokeKey"),
  };

  readonly service = {
    health: this.#methods.plain("getHealth"),
    openApi: this.#methods.plain("getOpenApi"),
  };
}
