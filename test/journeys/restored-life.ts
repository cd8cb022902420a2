/** A business and its customers before, during and after a table is lost, each customer named by what they do. */
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Interaction } from "../../functions/domain/interaction.ts";
import type { Invitation } from "../../functions/domain/invitation.ts";
import type { Response } from "../../functions/domain/response.ts";
import { deleteByHand } from "../support/by-hand.ts";
import { type Items, takeItems } from "../support/copy-table.ts";
import { interaction, postForm, request, type TestHearback } from "../support/hearback.ts";

export const minutes = (count: number): number => count * 60;
export const hours = (count: number): number => count * 3600;

export class Life {
  readonly hearback: TestHearback;
  readonly #invited: Map<string, string>;

  constructor(hearback: TestHearback, before?: Life) {
    this.hearback = hearback;
    this.#invited = new Map(before ? before.#invited : []);
  }

  address = (name: string): string => `${name}@example.com`;

  /** Reported under the customer's name, so that a second report is the same interaction. */
  async report(name: string, told: Record<string, unknown> = {}): Promise<string> {
    const body = interaction({ id: name, customer: { email: this.address(name) }, agent: { id: "a-1" }, ...told });
    const { json } = await this.hearback.call("POST", "/v1/interactions", { body });
    if (json.invitation) this.#invited.set(name, json.invitation.id);
    return json.outcome;
  }

  async reportAll(names: readonly string[], told: Record<string, unknown> = {}): Promise<void> {
    for (const name of names) await this.report(name, told);
  }

  async work(): Promise<void> {
    for (const job of ["dispatch-invitations", "record-mail-events", "compute-kpis"]) await this.hearback.jobs.run(job);
  }

  async pass(seconds: number): Promise<void> {
    await this.hearback.clock.advance(seconds);
    await this.work();
  }

  async answer(name: string, score: number): Promise<number> {
    return (await postForm(await this.#link("survey", name), { score: String(score) })).status;
  }

  async optOut(name: string, what = "all"): Promise<void> {
    await postForm(await this.#link("unsubscribe", name), { what });
  }

  /** SES tells it of the mail that the customer got last. */
  async comesBack(name: string, type: "Bounce" | "Complaint"): Promise<void> {
    const mail = (await this.hearback.mailbox.list()).find(({ to }) => to.includes(this.address(name)));
    const body = JSON.stringify({ messageId: mail?.id, type, ...(type === "Bounce" && { bounceType: "Permanent" }) });
    const told = await request(`${this.hearback.url}/_local/mail-events`, { method: "POST", body });
    if (!told.status.toString().startsWith("2")) throw new Error(`Not told: ${told.text}`);
  }

  async erase(name: string): Promise<void> {
    const { services, seed, dynamodb, tableName } = this.hearback;
    const customerId = (await services.invitations.find(seed.workspaceId, this.#idOf(name)))?.customerId;
    const pk = `w#${seed.workspaceId}#c#${customerId}`;
    const own = (await takeItems(dynamodb, tableName))
      .map((item) => unmarshall(item))
      .filter((item) => item["pk"] === pk);
    for (const { pk, sk } of own) await deleteByHand(this.hearback, { pk, sk });
  }

  act(name: string, method: string, action = ""): Promise<unknown> {
    return this.hearback.call(method, `/v1/invitations/${this.#idOf(name)}${action}`);
  }

  /** Names of those whom SES took a mail for, once for each mail. */
  get mailed(): string[] {
    return this.hearback.ses.accepted.map(({ to }) => String(to).replace("@example.com", ""));
  }

  /** Invitation and step of each mail. */
  get sent(): string[] {
    return this.hearback.ses.accepted.map(({ tags }) => `${tags["invitation"]} ${tags["step"]}`);
  }

  statusOf = async (name: string): Promise<string | undefined> =>
    (await this.hearback.services.invitations.find(this.hearback.seed.workspaceId, this.#idOf(name)))?.status;

  #idOf(name: string): string {
    const id = this.#invited.get(name);
    if (id === undefined) throw new Error(`${name} was not invited.`);
    return id;
  }

  #link(purpose: "survey" | "unsubscribe", name: string): Promise<string> {
    return this.hearback.services.links.url(purpose, {
      workspaceId: this.hearback.seed.workspaceId,
      id: this.#idOf(name),
    });
  }
}

/** The records as they lie in the table, for the reference. */
export function rawRecords(items: Items, surveyId: string) {
  const records = items.map((item) => unmarshall(item));
  const of = <T>(record: string) => records.filter((item) => item["record"] === record) as unknown as T[];
  const agent = "a-1";
  const invitations = of<Invitation>("invitation").map(({ status, sentAt, delivery, mailEvents = [] }) => ({
    ...(status === "sent" && sentAt !== undefined && { sentAt }),
    bounced: delivery?.status === "bounced",
    complained: delivery?.status === "complained",
    unsubscribed: mailEvents.some(({ event }) => event === "unsubscribed"),
    agent,
    surveyId,
  }));
  const responses = of<Response>("response")
    .filter(({ countedAt }) => countedAt !== undefined)
    .map(({ score, countedAt, sentAt }) => ({ score, countedAt, ...(sentAt && { sentAt }), agent, surveyId }));
  const interactions = of<Interaction>("interaction").map(({ type, occurredAt, customerId, outcome }) => ({
    ...{ type, occurredAt, customer: customerId, agent, test: false },
    outcome: outcome.outcome === "invited" ? "invited" : outcome.reason,
    surveyId: outcome.outcome === "invited" ? surveyId : "none",
  }));
  return { invitations, responses, interactions };
}
