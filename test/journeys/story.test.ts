import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { days } from "../endpoints/customers.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";

interface Told {
  readonly at: string;
  readonly what: string;
  readonly [detail: string]: unknown;
}

describe("the story of one question", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    const invitation = { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 2 }, { afterDays: 5 }] };
    const policy = { throttleDays: 30, whenThrottled: "skip", quietHours: { from: "11:00", to: "15:00" } } as const;
    hearback = await startHearback({ plant: { survey: { invitation, policy } } });
  });
  afterAll(() => hearback.close());

  const later = async (seconds: number) => {
    await hearback.clock.advance(seconds);
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
  };

  it("is told from what happened to the last change of the answer, in order", async () => {
    const { call, services, seed, clock } = hearback;
    const day = clock.now().slice(0, 10);
    const { json: accepted } = await call("POST", "/v1/interactions", {
      body: interaction({ customer: { email: "jo@example.com" } }),
    });
    const link = await services.links.url("survey", { workspaceId: seed.workspaceId, id: accepted.invitation.id });
    await later(3600);
    await later(2 * 3600 + 60);
    await later(days(2));
    await later(3600);
    expect((await postForm(link, { score: "3" })).status).toBe(303);
    await later(3600);
    expect((await postForm(link, { score: "9" })).status).toBe(303);
    await later(days(3));

    const { json: story } = await call("GET", `/v1/interactions/${accepted.id}`);
    const timeline: Told[] = story.timeline;
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted());
    const told = timeline.filter(({ what }) => what !== "mail_event");
    expect(told).toMatchObject([
      { what: "happened", type: "ticket.solved" },
      { what: "received" },
      { what: "decided", outcome: "invited", dueAt: `${day}T15:00:00.000Z` },
      { what: "deferred", reason: "quiet_hours", until: `${day}T15:00:00.000Z` },
      { what: "sent", at: expect.stringMatching(`^${day}T15:0`) },
      { what: "opened", until: story.invitations[0].expiresAt },
      { what: "reminded", reminder: 1 },
      { what: "answered", score: 3 },
      { what: "edited", score: 9 },
      { what: "reminder_given_up", reminder: 2, reason: "answered" },
    ]);
    expect(told).toHaveLength(10);

    // The stand-in for the mail service delivers a mail before it says that it took it.
    const delivered = timeline.find(({ event, reminder }) => event === "delivered" && reminder === undefined);
    const [sent, reminded] = ["sent", "reminded"].map((word) => timeline.find(({ what }) => what === word)?.at ?? "");
    expect(Math.abs(Date.parse(delivered?.at ?? "") - Date.parse(sent ?? ""))).toBeLessThan(5000);
    expect((delivered?.at ?? "") < (reminded ?? "")).toBe(true);

    const { json: journey } = await call("GET", "/v1/customers/email:jo@example.com");
    expect(journey.timeline.filter(({ interactionId }: Told) => interactionId)).toEqual(timeline);
  });

  it("says at once why a second one is not asked, and until when", async () => {
    const { json } = await hearback.call("POST", "/v1/interactions", {
      body: interaction({ customer: { email: "jo@example.com" } }),
    });
    const { json: story } = await hearback.call("GET", `/v1/interactions/${json.id}`);
    expect(story.timeline.at(-1)).toMatchObject({
      what: "decided",
      outcome: "not_invited",
      reason: "throttled",
      until: json.until,
    });
  });
});
