/**
 * A small world of sending: customers, a survey with reminders, a dispatcher that may die at any of its awaits, an SES that may
 * fail, and events that come late, doubled and out of order. Everything is real but the clock and the faults. It keeps its own
 * record of what people did and what SES took, and judges Hearback by that.
 */
import type { Invitation } from "../../functions/domain/invitation.ts";
import type { MailEvent } from "../../functions/domain/mail.ts";
import type { Survey } from "../../functions/domain/survey.ts";
import { addDays, addSeconds, epochMs, type Instant, secondsBetween } from "../../functions/domain/time.ts";
import { acceptInteraction } from "../../functions/endpoints/interactions/accept-interaction.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import type { AcceptedMail, Fault } from "../../local/ses-stand-in.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { postForm, type TestHearback } from "../support/hearback.ts";

export interface Death {
  readonly call: number;
}

export type Step =
  | { readonly do: "report"; readonly customer: number; readonly death?: Death | undefined }
  | { readonly do: "tick"; readonly death?: Death | undefined; readonly fault?: Fault | undefined }
  | { readonly do: "events"; readonly shuffle: number; readonly twice: boolean }
  | { readonly do: "pass"; readonly seconds: number }
  | { readonly do: "answer"; readonly which: number }
  | { readonly do: "unsubscribe"; readonly customer: number }
  | { readonly do: "cancel"; readonly which: number }
  | { readonly do: "pause" }
  | { readonly do: "resume" }
  | { readonly do: "together"; readonly steps: readonly Step[] };

export const zones = ["Asia/Kathmandu", "Europe/Berlin", "America/St_Johns"] as const;
const quietHours = { from: "21:00", to: "07:00" };
export const rules = {
  invitation: { delaySeconds: 600, expireAfterDays: 8, reminders: [{ afterDays: 2 }, { afterDays: 5 }] },
  policy: { throttleDays: 3, whenThrottled: "defer", quietHours },
} as const satisfies Partial<Survey>;

interface Person {
  readonly email: string;
  readonly timeZone: string;
  unsubscribedAt?: Instant;
}

/** What SES took, and when. */
interface Taken extends AcceptedMail {
  readonly at: Instant;
  readonly step: number;
}

export class World {
  readonly #hearback: TestHearback;
  readonly #setFault: (fault: Fault | undefined) => void;
  readonly #people: Person[];
  readonly #surveyId: string;
  readonly #invited: string[] = [];
  readonly #answeredAt = new Map<string, Instant>();
  readonly #cancelledAt = new Map<string, Instant>();
  readonly #taken: Taken[] = [];
  /** Steps that are under way at once say nothing about each other's order. */
  #isRacing = false;
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
    this.#people = zones.map((timeZone, index) => ({ email: `${name}-${index}@example.com`, timeZone }));
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
        return this.#report(step.customer, step.death);
      case "tick":
        return this.#tick(step.death, step.fault);
      case "events":
        return this.#deliver(step.shuffle, step.twice);
      case "pass":
        return this.#hearback.clock.advance(step.seconds);
      case "answer":
        return this.#answer(step.which);
      case "unsubscribe":
        return this.#unsubscribe(step.customer);
      case "cancel":
        return this.#cancel(step.which);
      case "pause":
      case "resume":
        await this.#hearback.call("POST", `/v1/surveys/${this.#surveyId}/${step.do}`);
        return;
      case "together":
        this.#isRacing = true;
        await Promise.all(step.steps.map((one) => this.run(one)));
        this.#isRacing = false;
    }
  }

  /** A business repeats what was not accepted until it is. */
  async #report(customer: number, death: Death | undefined): Promise<void> {
    const { services, seed, clock } = this.#hearback;
    const { email, timeZone } = this.#person(customer);
    this.#reports += 1;
    const report = {
      customer: { email, timeZone },
      interaction: {
        businessId: `${email} ${this.#reports}`,
        type: "ticket.solved",
        occurredAt: clock.now(),
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
    if (interaction.outcome.outcome === "invited") this.#invited.push(interaction.outcome.invitation.id);
  }

  async #tick(death: Death | undefined, fault: Fault | undefined): Promise<void> {
    const { services } = this.#hearback;
    const dying = death ? crashAt(services, death.call).services : services;
    this.#setFault(fault);
    await dispatchInvitations(dying, { holder: "world", timeLeftMs: () => 60_000 }).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    this.#setFault(undefined);
    this.#look();
  }

  /** Notes what SES has taken since, and what it will tell of it. */
  #look(): void {
    const { ses, clock, seed } = this.#hearback;
    const at = clock.now();
    for (const mail of ses.accepted.slice(this.#seen)) {
      const { tags, messageId, to } = mail;
      const step = Number(tags["step"]);
      this.#taken.push({ ...mail, at, step });
      const event = {
        messageId,
        acceptedAt: at,
        at,
        ...(to[0] !== undefined && { recipient: to[0] }),
        tags: {
          workspace: seed.workspaceId,
          invitation: tags["invitation"] ?? "",
          step,
          attempt: Number(tags["attempt"]),
        },
      };
      this.#pending.push({ ...event, type: "send" }, { ...event, type: "delivered" }, { ...event, type: "delayed" });
    }
    this.#seen = ses.accepted.length;
  }

  /** All that are pending, Send events in the order in which mails were taken, which is all that SES is asked to keep. */
  async #deliver(shuffle: number, twice: boolean): Promise<void> {
    const { services } = this.#hearback;
    const sends = this.#pending.filter(({ type }) => type === "send");
    const others = this.#pending.filter(({ type }) => type !== "send");
    const mixed = [...others];
    for (const [index, send] of sends.entries()) mixed.splice((shuffle * (index + 1)) % (mixed.length + 1), 0, send);
    const order = mixed.map((event) => (event.type === "send" ? (sends.shift() ?? event) : event));
    this.#pending = [];
    for (const event of twice ? [...order, ...order.toReversed()] : order) await recordMailEvent(event, services);
  }

  async #answer(which: number): Promise<void> {
    const id = this.#anyOf(
      this.#taken.map(({ tags }) => tags["invitation"] ?? ""),
      which,
    );
    if (id === undefined) return;
    const { services, seed, clock } = this.#hearback;
    const { status } = await postForm(await services.links.url("survey", { workspaceId: seed.workspaceId, id }), {
      score: "9",
    });
    const response = await services.responses.find(seed.workspaceId, id.replace("inv_", "rsp_"), { consistent: true });
    if (status === 303 && response && !this.#isRacing && !this.#answeredAt.has(id))
      this.#answeredAt.set(id, clock.now());
  }

  async #unsubscribe(customer: number): Promise<void> {
    const person = this.#person(customer);
    const mail = this.#taken.find(({ to }) => to.includes(person.email));
    if (!mail) return;
    const { services, seed, clock } = this.#hearback;
    const ref = { workspaceId: seed.workspaceId, id: mail.tags["invitation"] ?? "" };
    const { status } = await postForm(await services.links.url("unsubscribe", ref), {
      "List-Unsubscribe": "One-Click",
    });
    if (status === 200 && !this.#isRacing) person.unsubscribedAt ??= clock.now();
  }

  async #cancel(which: number): Promise<void> {
    const id = this.#anyOf(this.#invited, which);
    if (id === undefined) return;
    const { status } = await this.#hearback.call("DELETE", `/v1/invitations/${id}`);
    if (status === 200 && !this.#isRacing && !this.#cancelledAt.has(id)) {
      this.#cancelledAt.set(id, this.#hearback.clock.now());
    }
  }

  readonly #person = (index: number): Person => this.#people[index % this.#people.length] as Person;
  readonly #anyOf = (ids: readonly string[], which: number): string | undefined => ids[which % (ids.length || 1)];

  /** Lets everything come to its end: whatever is in doubt is resolved, whatever waits is sent or given up. */
  async comeToRest(): Promise<void> {
    await this.run({ do: "resume" });
    for (const seconds of [420, 900, 900, 3600, ...Array.from({ length: 48 }, () => 6 * 3600)]) {
      await this.run({ do: "pass", seconds });
      await this.run({ do: "tick" });
      await this.run({ do: "events", shuffle: 0, twice: false });
    }
  }

  /** What holds after every step. */
  async checkLaws(): Promise<string[]> {
    const invitations = await this.#invitations();
    const toDo = await this.#toDo();
    return [
      ...this.#doubled(),
      ...this.#againstTheirWill(),
      ...this.#tooOften(),
      ...invitations.flatMap((invitation) => unlisted(invitation, toDo)),
    ];
  }

  /** What holds at the end besides: nothing is left to do, and nothing was lost. */
  async checkEnd(): Promise<string[]> {
    const invitations = await this.#invitations();
    const lost = invitations.filter(({ status }) => !["sent", "skipped", "failed", "cancelled"].includes(status));
    const toDo = await this.#toDo();
    const wrong = invitations.filter(({ id, status, reason }) => {
      const wasTaken = this.#taken.some(({ tags, step }) => tags["invitation"] === id && step === 0);
      const isExplained = reason !== undefined;
      return status === "sent" ? !wasTaken : wasTaken || !(isExplained || status === "cancelled");
    });
    return [
      ...lost.map(({ id, status }) => `${id} is ${status} at the end`),
      ...invitations.filter(({ id }) => toDo.has(id)).map(({ id }) => `${id} is still to be acted on`),
      ...wrong.map(({ id, status, reason }) => `${id} is ${status} (${reason}), and SES knows otherwise`),
    ];
  }

  async #invitations(): Promise<Invitation[]> {
    const { services, seed } = this.#hearback;
    const found = await Promise.all(
      this.#invited.map((id) => services.invitations.find(seed.workspaceId, id, { consistent: true })),
    );
    return found.map((invitation, index) => {
      if (!invitation) throw new Error(`${this.#invited[index]} was accepted and is not there.`);
      return invitation;
    });
  }

  async #toDo(): Promise<Set<string>> {
    const { services, seed } = this.#hearback;
    const ids = new Set<string>();
    for await (const id of services.invitations.due(seed.workspaceId, "9")) ids.add(id);
    return ids;
  }

  /** Law 3. */
  #doubled(): string[] {
    const names = this.#taken.map(({ tags, step }) => `${tags["invitation"]} step ${step}`);
    return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} was taken twice`);
  }

  #againstTheirWill(): string[] {
    return this.#taken.flatMap(({ to, at, tags, step }) => {
      const person = this.#people.find(({ email }) => to.includes(email));
      const id = tags["invitation"] ?? "";
      const since = (moment: Instant | undefined) => moment !== undefined && at > moment;
      return [
        ...(since(person?.unsubscribedAt) ? [`${id} step ${step} left after its customer had unsubscribed`] : []),
        ...(since(this.#cancelledAt.get(id)) ? [`${id} step ${step} left after it was cancelled`] : []),
        ...(step > 0 && since(this.#answeredAt.get(id)) ? [`${id} was reminded after it was answered`] : []),
        ...(person && isQuiet(at, person.timeZone)
          ? [`${id} step ${step} left at night, ${at} in ${person.timeZone}`]
          : []),
      ];
    });
  }

  #tooOften(): string[] {
    const first = this.#taken.filter(({ step }) => step === 0);
    return first.flatMap((mail, index) =>
      first
        .slice(0, index)
        .filter(({ to, at }) => to[0] === mail.to[0] && mail.at < addDays(at, rules.policy.throttleDays))
        .map(({ at }) => `two surveys within ${secondsBetween(at, mail.at)} seconds`),
    );
  }
}

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

/** By another library's clock than Hearback's. The tick that looked may be a moment later than the mail. */
function isQuiet(at: Instant, timeZone: string): boolean {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const isQuietAt = (one: Instant) => {
    const time = clock.format(epochMs(one));
    return time >= quietHours.from || time < quietHours.to;
  };
  return isQuietAt(at) && isQuietAt(addSeconds(at, -30));
}
