/** The business: it makes its surveys, and reports every interaction with the customer it was with. */
import type { InteractionInput, RecordInteractionResult } from "../client/api.ts";
import { type PlayedSurvey, surveyRules } from "./behaviour.ts";
import type { Hearback } from "./hearback.ts";
import type { Person, Visit } from "./plan.ts";

export class Business {
  readonly surveys: ReadonlyMap<PlayedSurvey, string>;
  readonly outcomes: RecordInteractionResult[] = [];
  /** Interactions that were reported twice. */
  repeats = 0;
  readonly #hearback: Hearback;
  readonly #invited = new Set<Visit>();
  readonly #askedAtStep = new Map<Person, number>();
  readonly #suffix: string;

  private constructor(hearback: Hearback, surveys: ReadonlyMap<PlayedSurvey, string>) {
    this.#hearback = hearback;
    this.surveys = surveys;
    this.#suffix = [...surveys.values()][0]?.replace("srv_", "").toLowerCase() ?? "";
  }

  /** Surveys and addresses are new in every run, so that figures and customers of an earlier one do not mix in. */
  static async open(hearback: Hearback, surveys: Iterable<PlayedSurvey>): Promise<Business> {
    const ids = new Map<PlayedSurvey, string>();
    for (const survey of new Set(surveys)) {
      const { name, kind } = survey;
      const { id } = await hearback.api.surveys.create({ name, kind, ...surveyRules });
      ids.set(survey, id);
    }
    return new Business(hearback, ids);
  }

  async report(visit: Visit): Promise<void> {
    const report = this.#reportOf(visit);
    const outcome = await this.#hearback.api.interactions.record(report);
    this.outcomes.push(outcome);
    if (outcome.outcome === "invited") this.#expectMail(visit);
    if (!visit.isReportedTwice) return;
    await this.#hearback.api.interactions.record(report);
    this.repeats++;
  }

  /** Whether a mail about this very visit is on its way or has come. */
  hasInvited(visit: Visit): boolean {
    return this.#invited.has(visit);
  }

  /** Of two invitations at one moment the first is mailed; the other is skipped when its turn comes. */
  #expectMail(visit: Visit): void {
    if (this.#askedAtStep.get(visit.person) === visit.step) return;
    this.#askedAtStep.set(visit.person, visit.step);
    this.#invited.add(visit);
  }

  /** Domains under example are never anybody's. */
  addressOf({ name, number }: Person): string {
    const letters = name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll(" ", ".").toLowerCase();
    return `${letters}.${number}.${this.#suffix}@customers.example`;
  }

  #reportOf({ number, person, channel, agent, handleTimeSeconds }: Visit): InteractionInput {
    const { name, survey, hasAddress } = person;
    return {
      id: `${survey.after}-${number + 1}`,
      type: survey.after,
      survey: this.surveys.get(survey),
      customer: {
        id: `c-${person.number}-${this.#suffix}`,
        name,
        ...(hasAddress && { email: this.addressOf(person) }),
      },
      channel: channel.name,
      agent: { id: agent.id, name: agent.name },
      handleTimeSeconds,
    };
  }
}
