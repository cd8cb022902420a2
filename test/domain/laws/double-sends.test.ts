import { describe, expect, it } from "vitest";
import type { HistoryEntry, MailEventEntry } from "../../../functions/domain/invitation.ts";
import { doubleSends } from "../../../functions/domain/laws/double-sends.ts";
import { addDays } from "../../../functions/domain/time.ts";
import { anInvitation, madeAt } from "../builders.ts";

const day = (count: number) => addDays(madeAt, count);
const always = { begin: day(-1), end: day(100) };
const entry = (status: HistoryEntry["status"], after: number, told: Partial<HistoryEntry> = {}) => ({
  status,
  at: day(after),
  ...told,
});
const twiceIn = (...history: HistoryEntry[]) => doubleSends(anInvitation({ history }), always);

describe("the mails of an invitation", () => {
  it("leave once each, as its history tells: the first, and every reminder", () => {
    expect(
      twiceIn(
        entry("scheduled", 0),
        entry("scheduled", 0, { reason: "quiet_hours", until: day(1) }),
        entry("unconfirmed", 1, { reason: "timeout" }),
        entry("scheduled", 1),
        entry("sent", 1),
        entry("sent", 4, { reason: "quiet_hours", until: day(5) }),
        entry("sent", 5, { reminder: 1 }),
        entry("sent", 9, { reminder: 2, reason: "timeout" }),
        entry("sent", 10, { reason: "answered" }),
      ),
    ).toEqual([]);
  });

  it("may leave once more to an address that was put right, reminders and all", () => {
    expect(
      twiceIn(
        entry("scheduled", 0),
        entry("sent", 1),
        entry("sent", 4, { reminder: 1 }),
        entry("scheduled", 5),
        entry("sent", 5),
        entry("sent", 8, { reminder: 1 }),
      ),
    ).toEqual([]);
  });

  it("broke the law when the first left twice, or a reminder did", () => {
    expect(twiceIn(entry("scheduled", 0), entry("sent", 1), entry("sent", 2))).toEqual([
      expect.stringContaining(`the first mail at ${day(1)} and at ${day(2)}`),
    ]);
    expect(twiceIn(entry("sent", 1), entry("sent", 4, { reminder: 1 }), entry("sent", 5, { reminder: 1 }))).toEqual([
      expect.stringContaining(`reminder 1 at ${day(4)} and at ${day(5)}`),
    ]);
  });

  it("broke the law when an event of the mail service proves a second message", () => {
    const told = (event: MailEventEntry["event"], after: number): MailEventEntry => ({
      event,
      at: day(after),
      step: 1,
      attempt: 2,
    });
    const invitation = anInvitation({ mailEvents: [told("delivered", 1), told("double_send", 2)] });
    expect(doubleSends(invitation, always)).toEqual([expect.stringContaining("of reminder 1, attempt 2")]);
  });

  it("are told of in the days in which they left twice, and not for ever", () => {
    const history = [entry("sent", 1), entry("sent", 2)];
    const toldIn = (begin: number, end: number) =>
      doubleSends(anInvitation({ history }), { begin: day(begin), end: day(end) }).length;
    expect([toldIn(2, 3), toldIn(0, 2), toldIn(3, 9)]).toEqual([1, 0, 0]);
  });
});
