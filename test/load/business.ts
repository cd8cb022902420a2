/** A business under load and its customers: what was told and meant, for whoever compares it afterwards with what counts. */
import type { Form } from "../../demo/form.ts";
import { between, type Random } from "../../demo/random.ts";
import type { Seed } from "../../local/seed.ts";
import type { Arrived } from "./place.ts";

export interface Report {
  readonly id: string;
  readonly customer: { readonly email: string };
  readonly [field: string]: unknown;
}

export interface Accepted {
  readonly report: Report;
  /** As it was answered first. */
  readonly answer: unknown;
}

/** A customer who has a link, and what they have done with it. */
export interface Asked {
  readonly invitationId: string;
  readonly links: readonly string[];
  readonly surveyUrl: string;
  readonly mail?: Arrived;
  /** In which round it was last in somebody's hands: posts of one link that meet are judged together. */
  touched: number;
  form?: Form;
  meant?: number;
  isSilent?: boolean;
}

const tries = 12;

export class Business {
  readonly seed: Seed;
  readonly share: number;
  readonly isFlood: boolean;
  readonly accepted: Accepted[] = [];
  readonly asked: Asked[] = [];
  /** Whose mail is still to come. */
  readonly expected = new Set<string>();
  readonly #mailed = new Set<string>();
  readonly #silent = new Set<string>();
  /** What is not as it must be, in sentences. */
  readonly wrong: string[] = [];

  constructor(seed: Seed, { share, isFlood }: { share: number; isFlood: boolean }) {
    this.seed = seed;
    this.share = share;
    this.isFlood = isFlood;
  }

  receive(mail: Arrived, round: number): void {
    const { invitation: invitationId = "", step = "", attempt = "" } = mail.tags;
    const name = `${invitationId} ${step} ${attempt}`;
    if (this.#mailed.has(name)) this.wrong.push(`${name} was mailed twice.`);
    this.#mailed.add(name);
    if (this.#silent.has(mail.to)) this.wrong.push(`${invitationId} was mailed though its customer had unsubscribed.`);
    if (step !== "0") return;
    if (!this.expected.delete(invitationId)) this.wrong.push(`${invitationId} was mailed and nobody told of it.`);
    const links = mail.links.filter((url) => new URL(url).searchParams.has("score"));
    const surveyUrl = links[0]?.replace(/\?.*/, "") ?? "";
    // Whose mail comes back has never had it.
    if (!mail.to.endsWith("@simulator.amazonses.com"))
      this.asked.push({ invitationId, links, surveyUrl, mail, touched: round });
  }

  /** Somebody who fits, and whom nobody else has in hand this round; undefined where a few looks find none. */
  take(random: Random, round: number, fits: (asked: Asked) => boolean): Asked | undefined {
    for (let tried = 0; tried < tries && this.asked.length > 0; tried++) {
      const found = this.asked[between(random, [0, this.asked.length - 1])];
      if (!found || found.touched === round || !fits(found)) continue;
      found.touched = round;
      return found;
    }
    return undefined;
  }

  silence(asked: Asked): void {
    asked.isSilent = true;
    if (asked.mail) this.#silent.add(asked.mail.to);
  }

  get mails(): number {
    return this.#mailed.size;
  }
}
