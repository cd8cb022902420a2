/**
 * A small world of figures: records that come, change, expire and are erased, a stream whose changes come late, doubled and
 * mixed up, and runs of compute-kpis that die, overlap and interrupt each other. Everything is real but the clock and the
 * faults. It keeps raw records of its own, from which the reference says what every figure ought to be.
 */
import { type Key, keys } from "../../functions/adapters/dynamodb/keys.ts";
import { joinId, responseIdOf } from "../../functions/domain/ids.ts";
import type { Interaction } from "../../functions/domain/interaction.ts";
import type { Invitation } from "../../functions/domain/invitation.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import type { Response, UncountedResponse } from "../../functions/domain/response.ts";
import { originOf } from "../../functions/domain/response.ts";
import { addDays, addSeconds, type Instant } from "../../functions/domain/time.ts";
import { computeKpis } from "../../functions/jobs/compute-kpis.ts";
import { reactToChanges } from "../../functions/jobs/react-to-changes.ts";
import type { RawLifecycle } from "../reference/customers.ts";
import type { RawInteraction, RawInvitation, RawResponse } from "../reference/records.ts";
import { deleteByHand } from "../support/by-hand.ts";
import { Crash, crashAt } from "../support/crash.ts";
import type { TestHearback } from "../support/hearback.ts";
import { interruptAt } from "../support/interrupt.ts";
import { override } from "../support/override.ts";
import type { ToldAgain } from "./told-again.ts";

export interface Reported {
  readonly type: string;
  readonly customer: number;
  readonly agent: number;
  readonly hoursAgo: number;
  readonly isInvited: boolean;
  readonly issue?: number | undefined;
  readonly handleTimeSeconds?: number | undefined;
  readonly resolvedOnFirstContact?: boolean | undefined;
  readonly amount?: string | undefined;
  readonly test: boolean;
}

export interface Answered {
  readonly score: number;
  readonly agent: number;
  readonly secondsAfter?: number | undefined;
  readonly further?: "asked" | "finished" | undefined;
  readonly test: boolean;
}

export type Kept = "response" | "invitation" | "interaction";

export type Step =
  | ({ readonly do: "report" } & Reported)
  | { readonly do: "send"; readonly agent: number; readonly hoursAgo: number; readonly test: boolean }
  | { readonly do: "hear"; readonly which: number; readonly of: (typeof news)[number] }
  | ({ readonly do: "answer" } & Answered)
  | { readonly do: "edit"; readonly which: number; readonly score: number }
  | { readonly do: "quarantine" | "release"; readonly which: number }
  | { readonly do: "erase"; readonly kind: Kept; readonly which: number }
  | {
      readonly do: "react";
      readonly again: number;
      readonly late: number;
      readonly mix: number;
      readonly death: number;
    }
  | { readonly do: "compute"; readonly runs: number; readonly death: number; readonly interruption: number }
  | { readonly do: "pass"; readonly hours: number }
  | { readonly do: "move"; readonly timeZone: string }
  | { readonly do: "age"; readonly days: number };

export const news = ["bounced", "soft_bounced", "rejected", "complained", "delivered", "unsubscribed"] as const;

/** Records are kept for so long, so that many expire within the standard windows. */
const retentionDays = 40;
/** What is younger is far from being frozen, and may change. */
const changeableDays = 25;
const agents = ["a-1", "a-2", "a-3"] as const;
const plenty = () => 300_000;
const recordTypes = ["response", "invitation", "interaction"] as const;

interface Held<Record, Raw> {
  record: Record;
  raw: Raw & { readonly agent: string; readonly surveyId: string };
  readonly key: Key;
  readonly at: Instant;
  /** Nothing is left of it, and it counts nowhere. */
  isErased?: true;
  /** Nothing is left of it, and it counts as it did. */
  isExpired?: true;
}

interface HeldRecords {
  readonly response: Held<Response | UncountedResponse, RawResponse>[];
  readonly invitation: Held<Invitation, RawInvitation>[];
  readonly interaction: Held<Interaction, RawInteraction & RawLifecycle>[];
}

export class FiguresWorld {
  readonly surveyId: string;
  readonly workspaceId: string;
  readonly services: Services;
  readonly #hearback: TestHearback;
  readonly #told: ToldAgain;
  readonly #held: HeldRecords = { response: [], invitation: [], interaction: [] };
  #now: Instant;
  #restedAt: Instant;
  /** Issues are not changed any more once time has passed by weeks: their figures may be frozen. */
  #chapter = 0;

  private constructor(hearback: TestHearback, told: ToldAgain, seed: TestHearback["seed"], now: Instant) {
    const { services } = hearback;
    const { workspaceId } = seed;
    this.#hearback = hearback;
    this.#told = told;
    this.#now = now;
    this.#restedAt = now;
    this.workspaceId = workspaceId;
    this.surveyId = seed.surveyId;
    this.services = {
      ...services,
      clock: { ...services.clock, now: () => this.#now } as Services["clock"],
      settings: { ...services.settings, recordRetentionDays: retentionDays, markRestSeconds: 0 },
      workspaces: override(services.workspaces, {
        all: async function* () {
          yield workspaceId;
        },
      }),
    };
  }

  static async begin(
    hearback: TestHearback,
    told: ToldAgain,
    { now, timeZone }: { now: Instant; timeZone: string },
  ): Promise<FiguresWorld> {
    const seed = await hearback.plant({ workspace: { timeZone, grossMarginPercent: 40 } });
    await told.follow(seed.workspaceId);
    return new FiguresWorld(hearback, told, seed, now);
  }

  get now(): Instant {
    return this.#now;
  }

  async run(step: Step): Promise<void> {
    // So that each of two steps has an instant of its own.
    this.#now = addSeconds(this.#now, 1);
    switch (step.do) {
      case "report":
        return this.#report(step);
      case "send":
        return this.#send(step);
      case "hear":
        return this.#hear(step.which, step.of);
      case "answer":
        return this.#answer(step);
      case "edit":
        return this.#edit(step.which, step.score);
      case "quarantine":
        return this.#quarantine(step.which);
      case "release":
        return this.#release(step.which);
      case "erase":
        return this.#erase(step.kind, step.which);
      case "react":
        return this.#react(step);
      case "compute":
        return this.#compute(step);
      case "pass":
        return this.#pass(step.hours);
      case "move":
        await this.services.workspaces.change(this.workspaceId, { timeZone: step.timeZone });
        return;
      case "age":
        return this.#age(step.days);
    }
  }

  /** Whatever has been lost on its way comes in the end, and nothing is under way any more. */
  async comeToRest(): Promise<void> {
    for (let batch = await this.#next(); !batch.isEnd; batch = await this.#next()) {
      await reactToChanges(batch.batch, this.services);
      batch.done();
    }
    await computeKpis(this.services, plenty);
    this.#restedAt = this.#now;
  }

  /** What counts, whether it is still there or has expired. */
  raw() {
    const of = <R, T>(held: readonly Held<R, T>[]) => held.flatMap(({ raw, isErased }) => (isErased ? [] : [raw]));
    return {
      responses: of(this.#held.response),
      invitations: of(this.#held.invitation),
      interactions: of(this.#held.interaction),
    };
  }

  #next = () => this.#told.next({ again: 0, late: 0, mix: 0 });

  async #report({ customer, agent, hoursAgo, isInvited, issue, amount, ...told }: Reported): Promise<void> {
    const customerId = `cus_${String(customer).repeat(22)}`;
    const id = joinId("int", customerId, this.services.ids.random(16));
    const occurredAt = addSeconds(this.#now, -3600 * hoursAgo);
    const { type, test, handleTimeSeconds, resolvedOnFirstContact } = told;
    const facts = {
      ...{ id, type, test, occurredAt },
      ...(handleTimeSeconds !== undefined && { handleTimeSeconds }),
      ...(resolvedOnFirstContact !== undefined && { resolvedOnFirstContact }),
      ...(issue !== undefined && { issueId: `issue-${this.#chapter}-${issue}` }),
      ...(amount !== undefined && { amount: { value: amount, currency: "EUR" } }),
    };
    const invitation = { id: joinId("inv", customerId, id.slice(26)), surveyId: this.surveyId, dueAt: occurredAt };
    const record = await this.services.interactions.add({
      ...facts,
      ...{ workspaceId: this.workspaceId, customerId, receivedAt: this.#now, agent: { id: agentOf(agent) } },
      outcome: isInvited ? { outcome: "invited", invitation } : { outcome: "not_invited", reason: "throttled" },
    });
    const surveyId = isInvited ? this.surveyId : "none";
    const raw = {
      ...facts,
      customer: customerId,
      outcome: isInvited ? "invited" : "throttled",
      agent: agentOf(agent),
      surveyId,
    };
    this.#held.interaction.push({ record, raw, key: keys.interaction(this.workspaceId, id), at: occurredAt });
  }

  /** The origin of everything that an invitation makes. */
  #made(agent: number) {
    const { ids } = this.services;
    const customerId = `cus_${ids.random(16)}`;
    const own = ids.random(16);
    return {
      ...{ workspaceId: this.workspaceId, customerId, surveyId: this.surveyId, surveyVersion: 1 },
      invitationId: joinId("inv", customerId, own),
      interactionId: joinId("int", customerId, own),
      segments: { agent: { value: agentOf(agent) } },
    };
  }

  async #send({ agent, hoursAgo, test }: Step & { do: "send" }): Promise<void> {
    const { invitationId: id, ...made } = this.#made(agent);
    const sentAt = addSeconds(this.#now, -3600 * hoursAgo);
    const times = { createdAt: sentAt, begunAt: sentAt, dueAt: sentAt, openUntil: addDays(sentAt, 30) };
    const { invitations } = this.services;
    const scheduled: Invitation = {
      ...made,
      ...times,
      id,
      test,
      status: "scheduled",
      step: 0,
      attempt: 1,
      history: [],
    };
    await invitations.add(scheduled);
    await invitations.move(scheduled, "send", sentAt, { sentAt });
    const record = (await invitations.find(this.workspaceId, id, { consistent: true })) as Invitation;
    const raw = { sentAt, test, agent: agentOf(agent), surveyId: this.surveyId };
    this.#held.invitation.push({ record, raw, key: keys.invitation(this.workspaceId, id), at: sentAt });
  }

  async #hear(which: number, of: (typeof news)[number]): Promise<void> {
    const held = this.#pick("invitation", which);
    if (!held) return;
    const { record } = held;
    const isFarewell = of === "unsubscribed";
    const told = isFarewell
      ? { mailEvents: [...(record.mailEvents ?? []), { event: of, at: this.#now, step: 0, attempt: 1 }] }
      : { delivery: { status: of, at: this.#now } };
    if (!(await this.services.invitations.recordFeedback(record, told))) throw new Error("Not recorded.");
    held.record = { ...record, ...told };
    const { bounced: _, rejected: __, complained: ___, ...rest } = held.raw;
    held.raw = isFarewell
      ? { ...held.raw, unsubscribed: true }
      : {
          ...rest,
          ...(of.endsWith("bounced") && { bounced: true }),
          ...(of === "rejected" && { rejected: true }),
          ...(of === "complained" && { complained: true }),
        };
  }

  async #answer({ score, agent, secondsAfter, further, test }: Answered): Promise<void> {
    const { ids: _, ...origin } = { ids: 0, ...this.#made(agent) };
    const countedAt = this.#now;
    const sentAt = secondsAfter === undefined ? undefined : addSeconds(countedAt, -secondsAfter);
    const record: Response = {
      ...origin,
      ...{ id: responseIdOf(origin.invitationId), score, test, countedAt, changedAt: countedAt },
      ...{ editableUntil: addDays(countedAt, 7), revision: 1, edits: [] },
      ...(sentAt !== undefined && { sentAt }),
      ...(further && { furtherQuestions: further }),
    };
    await this.services.responses.add(record);
    const raw = {
      ...{ score, test, countedAt, agent: agentOf(agent), surveyId: this.surveyId },
      ...(sentAt !== undefined && { sentAt }),
      ...(further && { asked: true, finished: further === "finished" }),
    };
    const key = keys.response(this.workspaceId, record.id);
    this.#held.response.push({ record, raw, key, at: countedAt });
  }

  async #edit(which: number, score: number): Promise<void> {
    const held = this.#pick("response", which);
    if (!held || held.record.countedAt === undefined) return;
    await this.#save(held, { ...held.record, score, changedAt: this.#now });
    held.raw = { ...held.raw, score };
  }

  async #quarantine(which: number): Promise<void> {
    const held = this.#pick("response", which);
    if (!held || held.record.countedAt === undefined) return;
    const { id, revision, score } = held.record;
    await this.#save(held, { ...originOf(held.record), id, revision, changedAt: this.#now, given: { score } });
    held.raw = { ...held.raw, quarantined: true };
  }

  /** It counts from now on. */
  async #release(which: number): Promise<void> {
    const held = this.#pick("response", which);
    if (!held || held.record.countedAt !== undefined) return;
    const { given, posts: _, ...rest } = held.record;
    const countedAt = this.#now;
    const further = held.raw.asked && { furtherQuestions: held.raw.finished ? "finished" : "asked" };
    const times = { countedAt, changedAt: countedAt, editableUntil: addDays(countedAt, 7) };
    await this.#save(held, { ...rest, ...given, ...times, ...further, edits: [] } as Response);
    held.raw = { ...held.raw, countedAt, quarantined: false };
  }

  async #save(held: HeldRecords["response"][number], record: Response | UncountedResponse): Promise<void> {
    held.record = { ...record, revision: record.revision + 1 };
    if (!(await this.services.responses.save(held.record))) throw new Error("Not saved.");
  }

  async #erase(kind: Kept, which: number): Promise<void> {
    const held = this.#pick(kind, which);
    if (!held) return;
    await deleteByHand(this.#hearback, held.key);
    held.isErased = true;
  }

  /** One that may still change; of an issue only while nothing of it is frozen. */
  #pick<K extends Kept>(kind: K, which: number): HeldRecords[K][number] | undefined {
    const since = addDays(this.#now, -changeableDays);
    const issues = `issue-${this.#chapter}-`;
    const there = (this.#held[kind] as HeldRecords[K][number][]).filter(({ at, record, isErased, isExpired }) => {
      const issueId = "issueId" in record ? record.issueId : undefined;
      return !isErased && !isExpired && at > since && (issueId === undefined || issueId.startsWith(issues));
    });
    return there[which % Math.max(1, there.length)];
  }

  async #react({ again, late, mix, death }: Step & { do: "react" }): Promise<void> {
    const { batch, done } = await this.#told.next({ again, late, mix });
    const dying = crashAt(this.services, death);
    const isAlive = await survives(reactToChanges(batch, dying.services));
    if (isAlive) done();
  }

  async #compute({ runs, death, interruption }: Step & { do: "compute" }): Promise<void> {
    const meanwhile = async () => {
      await this.#react({ do: "react", again: 3, late: 0, mix: 1, death: Number.POSITIVE_INFINITY });
      await computeKpis(this.services, plenty);
    };
    const interrupted = interruptAt(this.services, interruption, meanwhile).services;
    const dying = crashAt(interrupted, death).services;
    const others = Array.from({ length: runs - 1 }, () => computeKpis(this.services, plenty));
    await Promise.all([survives(computeKpis(dying, plenty)), ...others]);
  }

  /** Nobody leaves changes lying until they are frozen. */
  async #pass(hours: number): Promise<void> {
    this.#now = addSeconds(this.#now, 3600 * hours);
    if (this.#now > addDays(this.#restedAt, 3)) await this.comeToRest();
  }

  async #age(days: number): Promise<void> {
    await this.comeToRest();
    this.#now = addDays(this.#now, days);
    this.#chapter++;
    const gone = addDays(this.#now, -retentionDays - 1);
    for (const held of recordTypes.flatMap((kind): Held<unknown, unknown>[] => this.#held[kind])) {
      if (held.isErased || held.isExpired || held.at > gone) continue;
      this.#told.expire(held.key);
      await deleteByHand(this.#hearback, held.key);
      held.isExpired = true;
    }
    await this.comeToRest();
  }
}

const agentOf = (index: number): string => agents[index % agents.length] ?? agents[0];

/** Whether it came to its end; throws what is no crash. */
async function survives(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    const causes: unknown[] = error instanceof AggregateError ? error.errors : [error];
    if (!causes.every((cause) => cause instanceof Crash)) throw error;
    return false;
  }
}
