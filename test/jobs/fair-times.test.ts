/** When mails leave by their customers' own walls: on days of 23 and 25 hours, in zones of 45 minutes, after a move. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addToDay, type Day, localDay, slotRange } from "../../functions/domain/calendar.ts";
import { addSeconds, epochMs, type Instant, secondsBetween } from "../../functions/domain/time.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";

const hour = 3600;

describe("a mail that waits for the morning", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    const policy = { throttleDays: 0, whenThrottled: "skip", quietHours: { from: "21:00", to: "07:00" } } as const;
    hearback = await startHearback({ plant: { survey: { policy } } });
  });
  afterAll(() => hearback.close());

  const report = async (customer: { email: string; timeZone: string }, told: Record<string, unknown> = {}) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction({ customer, ...told }) })).json;
  const leftFor = (email: string) => hearback.ses.accepted.some(({ to }) => to.includes(email));
  const goTo = async (at: Instant) => {
    await hearback.clock.advance(secondsBetween(hearback.clock.now(), at));
    await hearback.jobs.run("dispatch-invitations");
  };
  /** By another library's clock than Hearback's. */
  const wallAt = (at: Instant, timeZone: string) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(epochMs(at));
  /** The next local day that has so many hours, and is not morning already. */
  const nextDayOf = (hours: number, timeZone: string): Day => {
    for (let day = addToDay(localDay(hearback.clock.now(), timeZone), 2); ; day = addToDay(day, 1)) {
      const { from, until } = slotRange(day, timeZone);
      if (secondsBetween(from, until) === hours * hour) return day;
    }
  };

  it.each([
    ["Europe/Berlin", 23],
    ["Europe/Berlin", 25],
    ["Pacific/Chatham", 23],
    ["Pacific/Chatham", 25],
    ["America/St_Johns", 23],
    ["Asia/Kathmandu", 24],
  ])("leaves at seven by the wall in %s, on a day of %i hours", async (timeZone, hours) => {
    const day = nextDayOf(hours, timeZone);
    const { from: midnight } = slotRange(day, timeZone);
    await goTo(addSeconds(midnight, -2 * hour));
    const email = `${crypto.randomUUID()}@example.com`;
    const { invitation } = await report({ email, timeZone });
    expect(invitation.reason).toBe("quiet_hours");
    expect(wallAt(invitation.dueAt, timeZone)).toBe(`${day} 07:00`);
    expect(secondsBetween(midnight, invitation.dueAt)).toBe((7 + hours - 24) * hour);
    await goTo(addSeconds(invitation.dueAt, -30));
    expect(leftFor(email)).toBe(false);
    await goTo(invitation.dueAt);
    expect(leftFor(email)).toBe(true);
  });

  it("waits for that of the zone into which its customer has moved", async () => {
    const email = "mover@example.com";
    const [before, after] = ["Asia/Kathmandu", "America/St_Johns"];
    const morning = addToDay(localDay(hearback.clock.now(), before), 2);
    await goTo(addSeconds(slotRange(morning, before).from, -hour));
    const { id, invitation } = await report({ email, timeZone: before });
    expect(wallAt(invitation.dueAt, before)).toBe(`${morning} 07:00`);
    await report({ email, timeZone: after }, { type: "address.changed" });
    // Late in the evening of the day before, where they live now.
    await goTo(invitation.dueAt);
    expect(leftFor(email)).toBe(false);
    const { json } = await hearback.call("GET", `/v1/interactions/${id}`);
    const [{ dueAt, reason }] = json.invitations;
    expect([wallAt(dueAt, after), reason]).toEqual([`${morning} 07:00`, "quiet_hours"]);
    await goTo(dueAt);
    expect(leftFor(email)).toBe(true);
  });
});
