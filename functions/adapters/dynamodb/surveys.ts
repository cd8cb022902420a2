/** Surveys and their versions. A version is written once, and never changed. */
import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import type { Consistency, SurveyStore } from "../../domain/ports.ts";
import type { Survey, SurveyVersion } from "../../domain/survey.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { collect, toEntity } from "./entities.ts";
import type { Condition } from "./expressions.ts";
import { KeptByRevision, newRevision } from "./kept-by-revision.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoSurveys implements SurveyStore {
  readonly #table: Table;
  /** Versions never change, so each is read once in the life of a process. */
  readonly #versions = new Map<string, SurveyVersion>();
  readonly #lists: KeptByRevision<readonly Survey[]>;

  constructor(table: Table, now: () => Instant) {
    this.#table = table;
    this.#lists = new KeptByRevision(now);
  }

  async find(workspaceId: string, id: string, options: Consistency = {}): Promise<Survey | undefined> {
    if (!idPattern.survey.test(id)) return undefined;
    const item = await this.#table.get(keys.survey(workspaceId, id), options);
    return item && toEntity<Survey>(item);
  }

  async get(workspaceId: string, id: string, options: Consistency = {}): Promise<Survey> {
    const survey = await this.find(workspaceId, id, options);
    if (!survey) throw notFound();
    return survey;
  }

  async getVersion(workspaceId: string, id: string, version: number): Promise<SurveyVersion> {
    const key = keys.surveyVersion(workspaceId, id, version);
    const name = `${key.pk}|${key.sk}`;
    const known = this.#versions.get(name);
    if (known) return known;
    const item = await this.#table.get(key);
    if (!item) throw notFound();
    const found = toEntity<SurveyVersion>(item);
    if (this.#versions.size >= 1000) this.#versions.clear();
    this.#versions.set(name, found);
    return found;
  }

  async listKept(workspace: Workspace): Promise<readonly Survey[]> {
    return this.#lists.get(workspace.id, workspace, (options) => this.list(workspace.id, options));
  }

  async getKept(workspace: Workspace, id: string): Promise<Survey> {
    const kept = (await this.listKept(workspace)).find((one) => one.id === id);
    // The workspace that was read may be a moment older than the survey.
    return kept ?? this.get(workspace.id, id, { consistent: true });
  }

  async list(workspaceId: string, options: Consistency = {}): Promise<Survey[]> {
    const { pk } = keys.workspace(workspaceId);
    const surveys = await collect<Survey>(
      this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", "survey#"], ...options }),
    );
    return surveys.sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? 1 : -1));
  }

  async add(survey: Survey): Promise<void> {
    await this.#write(survey, { pk: undefined });
  }

  async save(survey: Survey): Promise<void> {
    await this.#write(survey, { version: survey.version - 1, status: survey.status });
  }

  /** Survey and version together or not at all: a version must never hold another text than the survey that points at it. */
  async #write(survey: Survey, condition: Condition): Promise<void> {
    const { status: _, createdAt: __, changedAt: ___, ...version } = survey;
    const written = await this.#table.putTogether([
      { item: { ...keys.survey(survey.workspaceId, survey.id), record: "survey", ...survey }, condition },
      {
        item: {
          ...keys.surveyVersion(survey.workspaceId, survey.id, survey.version),
          record: "survey-version",
          ...version,
        },
        condition: { pk: undefined },
      },
    ]);
    if (!written) throw new AppError("conflict", "The survey was changed meanwhile. Read it again.");
    await this.#renew(survey.workspaceId);
  }

  async setStatus(workspaceId: string, id: string, status: Survey["status"]): Promise<Survey> {
    if (!idPattern.survey.test(id)) throw notFound();
    const written = await this.#table.update(keys.survey(workspaceId, id), { status });
    if (!written.done) throw notFound();
    await this.#renew(workspaceId);
    return toEntity<Survey>(written.item);
  }

  /** The survey is saved whatever becomes of this: what is kept of the old one is read again within a minute. */
  async #renew(workspaceId: string): Promise<void> {
    await this.#table.update(keys.workspace(workspaceId), { revision: newRevision() }).catch(() => {});
  }
}

const notFound = (): AppError => new AppError("not_found", "There is no such survey.");
