/**
 * A small world of sending: customers, a survey with reminders, a dispatcher that may die at any of its awaits, an SES that may
 * fail, and events that come late, doubled and out of order. Everything is real but the clock and the faults. A witness keeps a
 * record of what people did and what SES took, and judges Hearback by that.
 */
import { splitId } from "../../functions/domain/ids.ts";
import type { Invitation } from "../../functions/domain/invitation.ts";
import type { MailEvent } from "../../functions/domain/mail.ts";
import { addDays, type Instant, secondsBetween } from "../../functions/domain/time.ts";
import { acceptInteraction } from "../../functions/endpoints/interactions/accept-interaction.ts";
import { type DispatchResult, dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import { runLeaseSeconds } from "../../functions/timeouts.ts";
import type { Fault } from "../../local/ses-stand-in.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { postForm, type TestHearback } from "../support/hearback.ts";
import { rules, Witness } from "./witness.ts";

export interface Death {
  readonly call: number;
}

export type Step =
  | { readonly do: "report"; readonly customer: number; readonly death?: Death | undefined }
  | { readonly do: "move"; readonly customer: number; readonly zone: number }
  | {
      readonly do: "tick";
      readonly afterSeconds?: number;
      readonly death?: Death | undefined;
      readonly fault?: Fault | undefined;
    }
  | { readonly do: "events"; readonly shuffle: number; readonly twice: boolean }
  | { readonly do: "answer"; readonly which: number }
  | { readonly do: "complain"; readonly which: number; readonly event: "bounced" | "complained" }
  | { readonly do: "unsubscribe"; readonly customer: number }
  | { readonly do: "readmit"; readonly customer: number }
  | { readonly do: "cancel"; readonly which: number }
  | { readonly do: "send now"; readonly which: number }
  | { readonly do: "pause" }
  | { readonly do: "resume" }
  | { readonly do: "together"; readonly steps: readonly Step[] };

/** A quarter, a half and none of an hour beside full ones; the second and third change their clocks. */
export const zones = ["Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham"] as const;
const people = 3;

interface Person {
  readonly email: string;
  timeZone: string;
}

export class World {
  readonly #hearback: TestHearback;
  readonly #setFault: (fault: Fault | undefined) => void;
  readonly #people: Person[];
  readonly #surveyId: string;
  readonly #witness = new Witness();
  /** What was wrong at the moment at which it happened. */
  readonly #wrongs: string[] = [];
  /** Steps that are under way at once say nothing about each other's order: what they did is noted once all are done. */
  #afterwards: ((at: Instant) => void)[] | undefined;
  #diedAt: Instant | undefined;
  #reports = 0;
  #seen: number;
  #pending: MailEvent[] = [];

  private constructor(
    hearback: TestHearback,
    surveyId: string,
    name: string,
    setFault: (fault: Fault | undefined) => void,
  ) {
    this.#hearback = hearback;
    this.#surveyId = surveyId;
    this.#setFault = setFault;
    this.#seen = hearback.ses.accepted.length;
    this.#people = zones
      .slice(0, people)
      .map((timeZone, index) => ({ email: `${name}-${index}@example.com`, timeZone }));
    for (const { email, timeZone } of this.#people) this.#witness.livesIn(email, timeZone, hearback.clock.now());
  }

  static async begin(
    hearback: TestHearback,
    name: string,
    setFault: (fault: Fault | undefined) => void,
  ): Promise<World> {
    const { json } = await hearback.call("POST", "/v1/surveys", { body: { name, kind: "nps", ...rules } });
    return new World(hearback, json.id, name, setFault);
  }

  async run(step: Step): Promise<void> {
    switch (step.do) {
      case "report":
        return this.#report(this.#person(step.customer), step.death);
      case "move":
        return this.#move(this.#person(step.customer), step.zone);
      case "tick":
        if (step.afterSeconds) await this.#hearback.clock.advance(step.afterSeconds);
        return this.#tick(step.death, step.fault);
      case "events":
        return this.#deliver(step.shuffle, step.twice);
      case "answer":
        return this.#answer(step.which);
      case "complain":
        return this.#complain(step.which, step.event);
      case "unsubscribe":
        return this.#unsubscribe(this.#person(step.customer));
      case "readmit":
        return this.#readmit(this.#person(step.customer));
      case "cancel":
        return this.#cancel(step.which);
      case "send now":
        return this.#sendNow(step.which);
      case "pause":
      case "resume":
        await this.#hearback.call("POST", `/v1/surveys/${this.#surveyId}/${step.do}`);
        this.#witness[step.do === "pause" ? "paused" : "resumed"](this.#now());
        return;
      case "together":
        this.#afterwards = [];
        await Promise.all(step.steps.map((one) => this.run(one)));
        for (const note of this.#afterwards) note(this.#now());
        this.#afterwards = undefined;
    }
  }

  #note(what: (at: Instant) => void): void {
    if (this.#afterwards) this.#afterwards.push(what);
    else what(this.#now());
  }

  /** A business repeats what was not accepted until it is. */
  async #report({ email, timeZone }: Person, death?: Death): Promise<void> {
    const { services, seed } = this.#hearback;
    this.#reports += 1;
    const report = {
      customer: { email, timeZone },
      interaction: {
        businessId: `${email} ${this.#reports}`,
        type: "ticket.solved",
        occurredAt: this.#now(),
        test: false,
      },
      surveyId: this.#surveyId,
      send: {},
    };
    const workspace = await services.workspaces.get(seed.workspaceId);
    const dying = death ? crashAt(services, death.call).services : services;
    const { interaction } = await acceptInteraction(workspace, report, undefined, dying).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      return acceptInteraction(workspace, report, undefined, services);
    });
    const { outcome } = interaction;
    const { occurredAt } = interaction;
    if (outcome.outcome === "invited") return this.#witness.invited(outcome.invitation.id, email, occurredAt);
    const { reason } = outcome;
    this.#note((at) => {
      if (!this.#witness.isRefusalTrue(reason, email, at))
        this.#wrongs.push(`${email} was not asked at ${at}: ${reason}, which is not so`);
    });
  }

  /** The business learns of it with what it reports next. */
  async #move(person: Person, zone: number): Promise<void> {
    person.timeZone = zones[zone % zones.length] ?? "UTC";
    this.#witness.livesIn(person.email, person.timeZone, this.#now());
    await this.#report(person);
  }

  async #tick(death: Death | undefined, fault: Fault | undefined): Promise<void> {
    const { services } = this.#hearback;
    const dying = death && crashAt(services, death.call);
    const beganAt = this.#now();
    this.#setFault(fault);
    const run = { holder: "world", timeLeftMs: () => 60_000 };
    const result = await dispatchInvitations(dying?.services ?? services, run).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      return undefined;
    });
    this.#setFault(undefined);
    if (dying?.hasCrashed()) this.#diedAt = this.#now();
    // On a machine so busy calls run into their time-outs by themselves.
    const isSlow = secondsBetween(beganAt, this.#now()) > 5;
    if (fault !== undefined || dying?.hasCrashed() || isSlow) this.#witness.trouble(beganAt);
    this.#look();
    if (result && fault === undefined && !isSlow && !this.#afterwards) await this.#expectAllDone(result, beganAt);
  }

  /** Nothing that was due is left behind by a run that nobody disturbed, but what waits for the claim of one that died. */
  async #expectAllDone({ stopped }: DispatchResult, beganAt: Instant): Promise<void> {
    const { services, seed } = this.#hearback;
    const isLeased = this.#diedAt !== undefined && secondsBetween(this.#diedAt, beganAt) < runLeaseSeconds;
    if (stopped !== undefined && !(stopped === "busy" && isLeased)) this.#wrongs.push(`a calm run stopped: ${stopped}`);
    if (stopped !== undefined) return;
    for (const id of await this.#toDo(beganAt)) {
      const { customerId } = splitId(id);
      const customer = await services.customers.find(seed.workspaceId, customerId, { consistent: true });
      const isClaimed = (customer?.claim?.leaseEndsAt ?? "") > beganAt;
      const last = (await services.invitations.find(seed.workspaceId, id, { consistent: true }))?.history.at(-1);
      // It settled what a run that died had tried of it; what follows that at once is the next run's.
      const isPutRight = last?.reason === "crashed" && last.at >= beganAt;
      if (!isClaimed && !isPutRight) this.#wrongs.push(`${id} was due and was passed over at ${beganAt}`);
    }
  }

  /** Notes what SES has taken since, and what it will tell of it. */
  #look(): void {
    const { ses, seed } = this.#hearback;
    const at = this.#now();
    for (const { tags, messageId, to } of ses.accepted.slice(this.#seen)) {
      const [invitation = "", step, attempt] = [tags["invitation"], Number(tags["step"]), Number(tags["attempt"])];
      const [recipient = ""] = to;
      if (!this.#witness.isKnown(invitation)) continue;
      this.#witness.taken({ id: invitation, step, email: recipient, at });
      const about = { workspace: seed.workspaceId, invitation, step, attempt };
      const event = { messageId, acceptedAt: at, at, recipient, tags: about };
      this.#pending.push({ ...event, type: "send" }, { ...event, type: "delivered" }, { ...event, type: "delayed" });
    }
    this.#seen = ses.accepted.length;
  }

  /** All that are pending, Send events in the order in which mails were taken, which is all that SES is asked to keep. */
  async #deliver(shuffle: number, twice: boolean): Promise<void> {
    const sends = this.#pending.filter(({ type }) => type === "send");
    const others = this.#pending.filter(({ type }) => type !== "send");
    const mixed = [...others];
    for (const [index, send] of sends.entries()) mixed.splice((shuffle * (index + 1)) % (mixed.length + 1), 0, send);
    const order = mixed.map((event) => (event.type === "send" ? (sends.shift() ?? event) : event));
    this.#pending = [];
    for (const event of twice ? [...order, ...order.toReversed()] : order) await this.#tell(event);
  }

  async #tell(event: MailEvent): Promise<void> {
    await recordMailEvent(event, this.#hearback.services);
    const at = this.#now();
    if (event.type === "send") this.#witness.proven(event.acceptedAt, at);
    if (event.type === "bounced" || event.type === "complained") this.#witness.stopped(event.recipient ?? "", at);
  }

  async #answer(which: number): Promise<void> {
    const id = anyOf(this.#witness.mailed, which);
    if (id === undefined) return;
    const { services, seed } = this.#hearback;
    const { status } = await postForm(await services.links.url("survey", { workspaceId: seed.workspaceId, id }), {
      score: "9",
    });
    const response = await services.responses.find(seed.workspaceId, id.replace("inv_", "rsp_"), { consistent: true });
    if (status === 303 && response) this.#note((at) => this.#witness.answered(id, at));
  }

  /** SES will tell of it among everything else. */
  #complain(which: number, type: "bounced" | "complained"): void {
    const about = anyOf(
      this.#pending.filter((event) => event.type === "delivered"),
      which,
    );
    if (about) this.#pending.push({ ...about, type, at: this.#now() });
  }

  async #unsubscribe({ email }: Person): Promise<void> {
    const id = this.#witness.mailedTo(email);
    if (id === undefined) return;
    const { services, seed } = this.#hearback;
    const link = await services.links.url("unsubscribe", { workspaceId: seed.workspaceId, id });
    const { status } = await postForm(link, { "List-Unsubscribe": "One-Click" });
    if (status === 200) this.#note((at) => this.#witness.stopped(email, at));
  }

  /** The business takes back whatever stands against the address. */
  async #readmit({ email }: Person): Promise<void> {
    for (;;) {
      const { status } = await this.#hearback.call(
        "DELETE",
        `/v1/suppressions/${encodeURIComponent(`email:${email}`)}`,
      );
      if (status === 404) break;
    }
    this.#witness.cameBack(email, this.#now());
  }

  async #cancel(which: number): Promise<void> {
    const id = anyOf(this.#witness.invitations, which);
    if (id === undefined) return;
    const { status, text } = await this.#hearback.call("DELETE", `/v1/invitations/${id}`);
    if (status === 200 || text.includes("already_sending")) this.#note((at) => this.#witness.cancelled(id, at));
  }

  async #sendNow(which: number): Promise<void> {
    const id = anyOf(this.#witness.invitations, which);
    if (id === undefined) return;
    const { status } = await this.#hearback.call("POST", `/v1/invitations/${id}/send-now`);
    if (status === 202) this.#witness.hastened(id);
  }

  readonly #now = (): Instant => this.#hearback.clock.now();
  readonly #person = (index: number): Person => this.#people[index % this.#people.length] as Person;

  /** Lets everything come to its end: whatever is in doubt is resolved, whatever waits is sent or given up. */
  async comeToRest(): Promise<void> {
    await this.run({ do: "resume" });
    for (let round = 0; round < 70; round++) {
      const afterSeconds = [420, 900, 900][round] ?? Math.max(3 * 3600, await this.#idleSeconds());
      await this.run({ do: "tick", afterSeconds });
      await this.run({ do: "events", shuffle: 0, twice: false });
      if ((await this.#toDo()).size === 0) return;
    }
  }

  /** Until something is due. */
  async #idleSeconds(): Promise<number> {
    const toDo = await this.#toDo();
    const ahead = (await this.#invitations()).filter(({ id }) => toDo.has(id)).map(({ dueAt }) => dueAt);
    return Math.ceil(secondsBetween(this.#now(), ahead.toSorted()[0] ?? this.#now()));
  }

  /** What holds after every step. */
  async checkLaws(): Promise<string[]> {
    const invitations = await this.#invitations();
    const toDo = await this.#toDo();
    return [
      ...this.#wrongs,
      ...this.#witness.doubled(),
      ...this.#witness.againstTheirWill(),
      ...this.#witness.tooOften(),
      ...invitations.flatMap((invitation) => this.#witness.falselyExplained(invitation)),
      ...invitations.flatMap((invitation) => unlisted(invitation, toDo)),
    ];
  }

  /** What holds at the end besides: nothing is left to do, nothing was lost, and nobody was left out. */
  async checkEnd(): Promise<string[]> {
    const invitations = await this.#invitations();
    const lost = invitations.filter(({ status }) => !["sent", "skipped", "failed", "cancelled"].includes(status));
    const toDo = await this.#toDo();
    return [
      ...lost.map(({ id, status }) => `${id} is ${status} at the end`),
      ...invitations.filter(({ id }) => toDo.has(id)).map(({ id }) => `${id} is still to be acted on`),
      ...invitations.flatMap((invitation) => this.#witness.missed(invitation)),
    ];
  }

  async #invitations(): Promise<Invitation[]> {
    const { services, seed } = this.#hearback;
    return Promise.all(
      this.#witness.invitations.map(async (id) => {
        const invitation = await services.invitations.find(seed.workspaceId, id, { consistent: true });
        if (!invitation) throw new Error(`${id} was accepted and is not there.`);
        return invitation;
      }),
    );
  }

  /** Of this world only: another may have broken off. */
  async #toDo(until = "9"): Promise<Set<string>> {
    const { services, seed } = this.#hearback;
    const ids = new Set<string>();
    for await (const id of services.invitations.due(seed.workspaceId, until)) {
      if (this.#witness.isKnown(id)) ids.add(id);
    }
    return ids;
  }
}

const anyOf = <T>(all: readonly T[], which: number): T | undefined => all[which % (all.length || 1)];

function unlisted(
  { id, status, step, sentAt, reminderDays = [], openUntil }: Invitation,
  toDo: ReadonlySet<string>,
): string[] {
  const days = reminderDays[step];
  const hasReminder =
    status === "sent" && sentAt !== undefined && days !== undefined && addDays(sentAt, days) <= openUntil;
  const isWaiting = status === "scheduled" || status === "unconfirmed" || hasReminder;
  return isWaiting === toDo.has(id)
    ? []
    : [`${id} is ${status} and is ${isWaiting ? "on no" : "still on the"} to-do list`];
}
