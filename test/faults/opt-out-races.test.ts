import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailEvent } from "../../functions/domain/mail.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import { type Invited, invite } from "../endpoints/customers.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";
import { interruptAt } from "../support/interrupt.ts";

const run = { holder: "test", timeLeftMs: () => 60_000 };

describe("case 17: unsubscribe, complaint racing the claim", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    const policy = { throttleDays: 0, whenThrottled: "skip", weekdaysOnly: false } as const;
    hearback = await startHearback({ plant: { survey: { policy } } });
  });
  afterAll(() => hearback.close());

  const newAddress = () => `${crypto.randomUUID()}@example.com`;
  const mailsTo = (address: string) => hearback.ses.accepted.filter(({ to }) => to.includes(address)).length;
  const complain = async ({ invitationId: invitation }: Invited, recipient: string) => {
    const at = hearback.clock.now();
    const tags = { workspace: hearback.seed.workspaceId, invitation, step: 0, attempt: 1 };
    const event: MailEvent = {
      type: "complained",
      recipient,
      messageId: "m-1",
      acceptedAt: at,
      at,
      tags,
    };
    await recordMailEvent(event, hearback.services);
  };

  /** The first three write differently; the others write what a complaint does. */
  const ways: readonly [name: string, stop: (earlier: Invited, email: string) => Promise<unknown>][] = [
    ["unsubscribe by one click", ({ unsubscribeUrl: url }) => postForm(url, { "List-Unsubscribe": "One-Click" })],
    ["unsubscribe from this survey", ({ unsubscribeUrl: url }) => postForm(url, { what: "survey" })],
    ["complaint about an earlier mail", complain],
    ["suppression by the business", (_, email) => hearback.call("POST", "/v1/suppressions", { body: { email } })],
    [
      "suppression by the business among others",
      (_, email) => {
        const items = [{ email: "al@example.com" }, { email: email.toUpperCase(), reason: "unsubscribed" }];
        return hearback.call("POST", "/v1/suppressions/import", { body: { items } });
      },
    ],
  ];

  it.each([ways[0], ways[2]] as typeof ways)(
    "%s, right after the address was changed: nothing is sent to the old one after it completed before the claim",
    async (_, stop) => {
      let before = 0;
      for (let n = 0, reached = true; reached; n++) {
        const email = newAddress();
        const customer = { id: `c-${email}`, email };
        const earlier = await invite(hearback, { customer });
        await dispatchInvitations(hearback.services, run);
        await invite(hearback, { customer });
        const { services, calls } = interruptAt(hearback.services, n, async () => {
          const body = interaction({ type: "address.changed", customer: { ...customer, email: newAddress() } });
          await hearback.call("POST", "/v1/interactions", { body });
          await stop(earlier, email);
        });
        await dispatchInvitations(services, run);
        reached = calls.length > n;
        const claimedAt = calls.indexOf("customers.claim");
        if (!reached || (claimedAt >= 0 && n > claimedAt)) break;
        expect(mailsTo(email), `before call ${n}, ${calls[n]}`).toBe(1);
        before++;
      }
      expect(before).toBeGreaterThan(5);
    },
    120_000,
  );

  it.each(ways.slice(0, 3))(
    "%s: nothing is sent after one that completed before the claim, wherever the dispatcher is",
    async (_, stop) => {
      let before = 0;
      let after = 0;
      for (let n = 0, reached = true; reached; n++) {
        const email = newAddress();
        const earlier = await invite(hearback, { customer: { email } });
        await dispatchInvitations(hearback.services, run);
        await invite(hearback, { customer: { email } });
        const { services, calls } = interruptAt(hearback.services, n, () => stop(earlier, email));
        await dispatchInvitations(services, run);
        reached = calls.length > n;
        const claimedAt = calls.indexOf("customers.claim");
        const isBefore = reached && (claimedAt < 0 || n <= claimedAt);
        // The address's own suppression is still looked for after the claim.
        const isSure = isBefore || n > calls.lastIndexOf("suppressions.isSuppressed");
        if (isSure) expect(mailsTo(email), `before call ${n}, ${calls[n]}`).toBe(isBefore ? 1 : 2);
        if (isBefore) before++;
        else after++;
      }
      expect(before).toBeGreaterThan(5);
      expect(after).toBeGreaterThan(2);
    },
    120_000,
  );

  it.each(ways)("%s: no reminder follows one that completed before its claim", async (_, stop) => {
    const body = { invitation: { reminders: [{ afterDays: 4 }] } };
    await hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body });
    const email = newAddress();
    const other = newAddress();
    const earlier = await invite(hearback, { customer: { email } });
    await invite(hearback, { customer: { email: other } });
    await dispatchInvitations(hearback.services, run);
    await stop(earlier, email);
    await hearback.clock.advance(5 * 86_400);
    await dispatchInvitations(hearback.services, run);
    expect([mailsTo(email), mailsTo(other)]).toEqual([1, 2]);
  });
});
