import { describe, expect } from "vitest";
import { type Happening, whats } from "../../functions/domain/happening.ts";
import { type HistoryEntry, type Invitation, invitationStatuses } from "../../functions/domain/invitation.ts";
import type { Response } from "../../functions/domain/response.ts";
import { type InteractionRecords, journeyOf, storyOf } from "../../functions/domain/story.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { fc, it } from "../support/property.ts";
import {
  aCustomer,
  anInteraction,
  anInvitation,
  aQuarantinedAnswer,
  aResponse,
  invitationId,
  madeAt,
  surveyId,
} from "./builders.ts";

const later = (seconds: number): string => addSeconds(madeAt, seconds);

const records = (told: Partial<InteractionRecords> = {}): InteractionRecords => ({
  interaction: anInteraction(),
  invitation: undefined,
  response: undefined,
  quarantined: [],
  ...told,
});

const wordsOf = (told: readonly Happening[]): string[] => told.map(({ what }) => what);

/** What is told of an invitation besides how its interaction began. */
const lifeOf = (invitation: Partial<Invitation>): Happening[] =>
  storyOf(records({ invitation: anInvitation(invitation) })).slice(3);

const answersOf = (response: Partial<Response>, quarantined: InteractionRecords["quarantined"] = []): Happening[] =>
  storyOf(records({ response: aResponse(response), quarantined })).slice(3);

describe("the story of an interaction", () => {
  it("begins with what happened, when that was known and what was decided", () => {
    const interaction = anInteraction({ occurredAt: later(-60) });
    expect(storyOf(records({ interaction }))).toEqual([
      { at: later(-60), what: "happened", type: "ticket.solved", interactionId: interaction.id },
      { at: madeAt, what: "received", interactionId: interaction.id },
      {
        at: madeAt,
        what: "decided",
        outcome: "invited",
        invitationId,
        surveyId,
        dueAt: madeAt,
        interactionId: interaction.id,
      },
    ]);
  });

  it("says why nobody was asked, and until when", () => {
    const outcome = { outcome: "not_invited", reason: "throttled", until: later(60) } as const;
    const [, , decided] = storyOf(records({ interaction: anInteraction({ outcome }) }));
    expect(decided).toMatchObject({ what: "decided", ...outcome });
  });

  it("tells a report that came before its own time as the clocks have it", () => {
    const interaction = anInteraction({ occurredAt: later(200) });
    expect(wordsOf(storyOf(records({ interaction })))).toEqual(["received", "decided", "happened"]);
  });

  type Short = readonly [status: HistoryEntry["status"], details?: Partial<HistoryEntry>];
  const history = (...entries: readonly Short[]): HistoryEntry[] =>
    entries.map(([status, details], index) => ({ status, at: later(index), ...details }));
  const told = (entries: readonly Short[]) =>
    lifeOf({ history: history(...entries) })
      .filter(({ what }) => what !== "opened")
      .map(({ what, reminder }) => (reminder === undefined ? what : `${what} ${reminder}`));

  it.each<[title: string, entries: readonly Short[], words: readonly string[]]>([
    ["waits", [["scheduled"]], ["scheduled"]],
    [
      "is deferred twice",
      [
        ["scheduled", { reason: "quiet_hours", until: later(9) }],
        ["scheduled", { reason: "throttled", until: later(99) }],
      ],
      ["deferred", "deferred"],
    ],
    [
      "is deferred and then sent by hand",
      [["scheduled", { reason: "weekend", until: later(9) }], ["scheduled", { reason: "by_hand" }], ["sent"]],
      ["deferred", "hastened", "sent"],
    ],
    ["is sent", [["scheduled"], ["sent"]], ["scheduled", "sent"]],
    [
      "is in doubt, tried once more and sent",
      [["scheduled"], ["unconfirmed", { reason: "TimeoutError" }], ["scheduled"], ["sent"]],
      ["scheduled", "in_doubt", "retried", "sent"],
    ],
    [
      "is in doubt and given up",
      [["scheduled"], ["unconfirmed"], ["failed", { reason: "unconfirmed" }]],
      ["scheduled", "in_doubt", "failed"],
    ],
    [
      "is skipped, although it would be fair later",
      [["scheduled"], ["skipped", { reason: "throttled", until: later(9) }]],
      ["scheduled", "skipped"],
    ],
    [
      "is given up and taken up again with its interaction",
      [["scheduled"], ["skipped", { reason: "not_accepted" }], ["scheduled"], ["sent"]],
      ["scheduled", "skipped", "revived", "sent"],
    ],
    ["is cancelled", [["scheduled"], ["cancelled"]], ["scheduled", "cancelled"]],
    ["had left when it was cancelled", [["scheduled"], ["cancelled"], ["sent"]], ["scheduled", "cancelled", "sent"]],
    [
      "is reminded of twice, the second time late",
      [
        ["sent"],
        ["sent", { reminder: 1 }],
        ["sent", { reason: "weekend", until: later(9) }],
        ["sent", { reminder: 2, reason: "crashed" }],
      ],
      ["sent", "reminded 1", "reminder_deferred 2", "reminded 2"],
    ],
    [
      "is not reminded of any more",
      [["sent"], ["sent", { reminder: 1 }], ["sent", { reason: "answered" }]],
      ["sent", "reminded 1", "reminder_given_up 2"],
    ],
    [
      "is sent to another address, with reminders of its own",
      [["sent"], ["sent", { reminder: 1 }], ["scheduled"], ["sent"], ["sent", { reason: "suppressed" }]],
      ["sent", "reminded 1", "readdressed", "sent", "reminder_given_up 1"],
    ],
    [
      "is put right after it failed",
      [["failed", { reason: "MessageRejected" }], ["scheduled"]],
      ["failed", "readdressed"],
    ],
  ])("tells of an invitation that %s", (_, entries, words) => {
    expect(told(entries)).toEqual(words);
  });

  it("keeps every reason and time of the invitation's history", () => {
    const entries = history(
      ["scheduled", { reason: "quiet_hours", until: later(9) }],
      ["skipped", { reason: "throttled", until: later(99) }],
    );
    expect(lifeOf({ history: entries })).toMatchObject([
      { at: later(0), what: "deferred", reason: "quiet_hours", until: later(9), invitationId },
      { at: later(1), what: "skipped", reason: "throttled", until: later(99), invitationId },
    ]);
  });

  it("says until when a sent one takes answers, once", () => {
    const openUntil = later(1000);
    const sent = history(["scheduled"], ["sent"], ["sent", { reminder: 1 }], ["scheduled"], ["sent"]);
    const opened = lifeOf({ history: sent, openUntil }).filter(({ what }) => what === "opened");
    expect(opened).toMatchObject([{ at: later(1), until: openUntil }]);
    expect(wordsOf(lifeOf({ history: history(["scheduled"]), openUntil }))).not.toContain("opened");
  });

  it("dates a mail that was in doubt back to when it was taken", () => {
    const proven = lifeOf({
      history: history(["scheduled"], ["unconfirmed"], ["sent"]),
      sentAt: later(0.5),
      delivery: { status: "delivered", at: later(0.7) },
    });
    expect(proven.map(({ what, at }) => [what, at])).toEqual([
      ["scheduled", later(0)],
      ["sent", later(0.5)],
      ["opened", later(0.5)],
      ["mail_event", later(0.7)],
      ["in_doubt", later(1)],
    ]);
    expect(proven[1]).toMatchObject({ learnedAt: later(2) });
  });

  it("tells what the mail service told, of which mail, and nothing twice", () => {
    const mailEvents = [
      { event: "bounced", at: later(2), step: 0, attempt: 1, reason: "Permanent/General" },
      { event: "delivered", at: later(5), step: 0, attempt: 2 },
      { event: "delivered", at: later(9), step: 1, attempt: 1 },
    ] as const;
    const events = (told: Partial<Invitation>) => lifeOf(told).filter(({ what }) => what === "mail_event");
    const all = events({ mailEvents, delivery: { status: "delivered", at: later(5) } });
    expect(all).toEqual([
      expect.objectContaining({ event: "bounced", reason: "Permanent/General" }),
      expect.objectContaining({ event: "delivered", attempt: 2 }),
      expect.objectContaining({ event: "delivered", reminder: 1 }),
    ]);
    expect(all[0]).not.toHaveProperty("reminder");
    // One of before kept its last status only.
    expect(events({ delivery: { status: "complained", at: later(3) } })).toMatchObject([
      { at: later(3), event: "complained" },
    ]);
  });

  it("tells the answer and every change of it", () => {
    const edits = [
      { at: later(10), score: 2 },
      { at: later(20), score: 5 },
    ];
    const answers = answersOf({ score: 9, countedAt: later(10), changedAt: later(30), edits });
    expect(answers.map(({ at, what, score }) => [at, what, score])).toEqual([
      [later(10), "answered", 2],
      [later(20), "edited", 5],
      [later(30), "edited", 9],
    ]);
  });

  it("says when it was first answered even when those words are not kept any more", () => {
    const answers = answersOf({ countedAt: later(10), changedAt: later(30), edits: [{ at: later(20), score: 5 }] });
    expect(answers.map(({ at, what, score }) => [at, what, score])).toEqual([
      [later(10), "answered", undefined],
      [later(20), "edited", 5],
      [later(30), "edited", 9],
    ]);
  });

  it("tells of quarantine and who decided, and a released answer once", () => {
    const released = aQuarantinedAnswer({
      givenAt: later(10),
      score: 3,
      verdict: "released",
      decidedAt: later(50),
      decidedBy: "key_1",
    });
    const dismissed = aQuarantinedAnswer({
      id: `${released.id.slice(0, -1)}2`,
      givenAt: later(12),
      score: 7,
      verdict: "dismissed",
      decidedAt: later(55),
      decidedBy: "key_2",
    });
    const waiting = aQuarantinedAnswer({ id: `${released.id.slice(0, -1)}3`, givenAt: later(14) });
    const counted = { score: 3, countedAt: later(10), changedAt: later(50) };
    const edited = { score: 8, countedAt: later(10), changedAt: later(60), edits: [{ at: later(50), score: 3 }] };
    const quarantined = [released, dismissed, waiting];
    expect(answersOf(counted, quarantined)).toMatchObject([
      { at: later(10), what: "quarantined", answerId: released.id, score: 3, signals: ["burst"] },
      { at: later(12), what: "quarantined", answerId: dismissed.id },
      { at: later(14), what: "quarantined", answerId: waiting.id },
      { at: later(50), what: "released", answerId: released.id, by: "key_1" },
      { at: later(55), what: "dismissed", answerId: dismissed.id, by: "key_2" },
    ]);
    expect(wordsOf(answersOf(edited, quarantined)).slice(-3)).toEqual(["released", "dismissed", "edited"]);
  });

  const moment = fc.integer({ min: 0, max: 9 }).map(later);
  const entry: fc.Arbitrary<HistoryEntry> = fc.record(
    { status: fc.constantFrom(...invitationStatuses), at: moment, reason: fc.constant("why"), until: moment },
    { requiredKeys: ["status", "at"] },
  );
  const event = fc.record({ event: fc.constant("delivered"), at: moment, step: fc.nat(2), attempt: fc.constant(1) });

  it.prop([fc.array(entry), fc.array(event), moment, moment])(
    "is in the order of time, with a word for every entry and event",
    (entries, mailEvents, occurredAt, receivedAt) => {
      const story = storyOf(
        records({
          interaction: anInteraction({ occurredAt, receivedAt }),
          invitation: anInvitation({ history: entries, mailEvents }),
        }),
      );
      const times = story.map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
      const words = wordsOf(story);
      expect(words.filter((what) => what === "mail_event")).toHaveLength(mailEvents.length);
      expect(words.filter((what) => what !== "opened")).toHaveLength(3 + entries.length + mailEvents.length);
      for (const word of words) expect(whats).toContain(word);
    },
  );
});

describe("the journey of a customer", () => {
  const customer = aCustomer({
    createdAt: later(-100),
    suppressed: { reason: "unsubscribed", at: later(40) },
    stopped: { [surveyId]: later(20) },
  });

  it("joins their own decisions with the stories of their interactions", () => {
    const first = records({
      interaction: anInteraction({ id: "int_1", occurredAt: later(10), receivedAt: later(11) }),
    });
    const second = records({
      interaction: anInteraction({ id: "int_2", occurredAt: later(30), receivedAt: later(31) }),
    });
    expect(journeyOf(customer, [second, first]).map(({ what, interactionId }) => [what, interactionId])).toEqual([
      ["first_seen", undefined],
      ["happened", "int_1"],
      ["received", "int_1"],
      ["decided", "int_1"],
      ["survey_stopped", undefined],
      ["happened", "int_2"],
      ["received", "int_2"],
      ["decided", "int_2"],
      ["suppressed", undefined],
    ]);
    expect(journeyOf(customer, [])).toMatchObject([{}, { surveyId }, { reason: "unsubscribed" }]);
  });

  it("is that of the interactions alone where the customer is left out", () => {
    expect(journeyOf(undefined, [records()])).toEqual(storyOf(records()));
  });
});
