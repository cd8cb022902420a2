/** Surveys and their versions. A version is written once, and never changed. */
import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import type { SurveyStore } from "../../domain/ports/surveys.ts";
import { type Survey, type SurveyVersion, statusesBefore } from "../../domain/survey.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { collect, toEntity } from "./entities.ts";
import type { Condition } from "./expressions.ts";
import { KeptByRevision, newRevision } from "./kept-by-revision.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

/** Of all versions that a process keeps: a few thousand usual ones, in a function of 512 MB. */
const keptCharacters = 10_000_000;

export class DynamoSurveys implements SurveyStore {
  readonly #table: Table;
  /** Versions never change, so each is read once in the life of a process. */
  readonly #versions = new Map<string, SurveyVersion>();
  #characters = 0;
  readonly #lists: KeptByRevision<readonly Survey[]>;
  readonly #kept: KeptByRevision<Survey>;

  constructor(table: Table, now: () => Instant) {
    this.#table = table;
    this.#lists = new KeptByRevision(now);
    this.#kept = new KeptByRevision(now);
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
    if (!idPattern.survey.test(id)) throw notFound();
    const key = keys.surveyVersion(workspaceId, id, version);
    const name = `${key.pk}|${key.sk}`;
    const known = this.#versions.get(name);
    if (known) return known;
    // Who names a version has seen it, though it may have been made a moment ago.
    const item = (await this.#table.get(key)) ?? (await this.#table.get(key, { consistent: true }));
    if (!item) throw new AppError("not_found", "There is no such version of the survey.");
    const found = toEntity<SurveyVersion>(item);
    this.#keepVersion(name, found);
    return found;
  }

  #keepVersion(name: string, version: SurveyVersion): void {
    const characters = JSON.stringify(version).length;
    this.#characters += characters;
    if (this.#characters > keptCharacters) {
      this.#versions.clear();
      this.#characters = characters;
    }
    this.#versions.set(name, version);
  }

  async listVersions(
    workspaceId: string,
    id: string,
    limit: number,
    before = highestVersion + 1,
  ): Promise<SurveyVersion[]> {
    const { pk, sk: lowest } = keys.surveyVersion(workspaceId, id, 0);
    const { sk: highest } = keys.surveyVersion(workspaceId, id, before - 1);
    const between = ["sk", lowest, highest] as const;
    return collect(this.#table.query({ partition: ["pk", pk], between, newestFirst: true, limit }));
  }

  async listKept(workspace: Workspace): Promise<readonly Survey[]> {
    return this.#lists.get(workspace.id, workspace, (options) => this.list(workspace.id, options));
  }

  async getKept(workspace: Workspace, id: string): Promise<Survey> {
    return this.#kept.get(`${workspace.id}#${id}`, workspace, (options) => this.get(workspace.id, id, options));
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
    const { status: _, createdAt: __, changedAt: madeAt, ...version } = survey;
    const written = await this.#table.putTogether([
      { item: { ...keys.survey(survey.workspaceId, survey.id), record: "survey", ...survey }, condition },
      {
        item: {
          ...keys.surveyVersion(survey.workspaceId, survey.id, survey.version),
          record: "survey-version",
          ...version,
          madeAt,
        },
        condition: { pk: undefined },
      },
    ]);
    if (!written) throw new AppError("conflict", "The survey was changed meanwhile. Read it again.");
    await this.#renew(survey.workspaceId);
  }

  async setStatus(workspaceId: string, id: string, status: Survey["status"]): Promise<Survey> {
    if (!idPattern.survey.test(id)) throw notFound();
    const condition = { status: { oneOf: statusesBefore[status] } };
    const written = await this.#table.update(keys.survey(workspaceId, id), { status }, condition);
    if (!written.done) throw written.item ? new AppError("conflict", archived) : notFound();
    await this.#renew(workspaceId);
    return toEntity<Survey>(written.item);
  }

  /** The survey is saved whatever becomes of this: what is kept of the old one is read again within a minute. */
  async #renew(workspaceId: string): Promise<void> {
    await this.#table.update(keys.workspace(workspaceId), { revision: newRevision() }).catch(() => {});
  }
}

/** Keys hold six digits. */
const highestVersion = 999_999;

const archived = "The survey is archived. Resume it first.";

const notFound = (): AppError => new AppError("not_found", "There is no such survey.");
