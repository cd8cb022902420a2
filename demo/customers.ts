/** All customers with their mailboxes. */
import { answerSurvey, openSurvey, unsubscribe } from "./customer.ts";
import type { Hearback, ReceivedMail } from "./hearback.ts";
import type { Act } from "./plan.ts";

export type Done = Record<Act["does"] | "comeTooLate", number>;

export class Customers {
  /** How often each was done. */
  readonly done: Done = { open: 0, answer: 0, edit: 0, unsubscribe: 0, bounce: 0, comeTooLate: 0 };
  readonly #hearback: Hearback;
  readonly #newest = new Map<string, ReceivedMail>();
  /** Of all mails that have been seen: who got them. */
  readonly #received = new Map<string, string>();

  constructor(hearback: Hearback) {
    this.#hearback = hearback;
  }

  /** The inbox lists newest first, holds what others were sent too, and does not go back for ever. */
  async fetchMails(): Promise<void> {
    for (const mail of (await this.#hearback.inbox()).reverse()) {
      this.#newest.set(String(mail.to), mail);
      this.#received.set(mail.id, String(mail.to));
    }
  }

  async countMails(addresses: ReadonlySet<string>): Promise<number> {
    await this.fetchMails();
    return [...this.#received.values()].filter((to) => addresses.has(to)).length;
  }

  /** Does nothing where no mail has come. */
  async act({ does, mood, comment }: Act, address: string): Promise<void> {
    const mail = this.#newest.get(address);
    if (!mail) return;
    this.done[does === "answer" ? await this.#answer(mail, mood, comment) : does]++;
    if (does === "open") await openSurvey(mail, mood);
    // Whoever changes an answer without looking at it is taken for a scanner.
    if (does === "edit") await answerSurvey(mail, { mood, comment, look: () => this.#hearback.pass(20) });
    if (does === "unsubscribe") await unsubscribe(mail);
    if (does === "bounce") await this.#hearback.refuseMail(mail.id);
  }

  async #answer(mail: ReceivedMail, mood: number, comment: string | undefined): Promise<"answer" | "comeTooLate"> {
    return (await answerSurvey(mail, { mood, comment })) === "answered" ? "answer" : "comeTooLate";
  }
}
