/** Invitations that somebody sends, stops or sends again. */
import type { Recorder } from "../recorder.ts";

export async function recordInvitations(recorder: Recorder): Promise<void> {
  const invite = async (id: string, email: string): Promise<string> =>
    (
      await recorder.ask("recordInteraction", {
        body: { id, type: "ticket.solved", customer: { email }, send: { via: "email", delaySeconds: 86_400 } },
      })
    ).json.invitation.id;
  await recorder.note("sendInvitationNow", { in: { id: await invite("ticket-1005", "di@example.com") } });
  await recorder.note("cancelInvitation", { in: { id: await invite("ticket-1006", "ed@example.com") } });
  await invite("ticket-1007", "flo@example.com");
  await recorder.note("cancelInvitations", { body: { customer: { email: "flo@example.com" } } });
  const bounced = await invite("ticket-1008", "bounce@simulator.amazonses.com");
  await recorder.ask("sendInvitationNow", { in: { id: bounced } });
  await recorder.local("clock", { advanceSeconds: 3600 });
  await recorder.note("resendInvitation", { in: { id: bounced }, body: { email: "gil@example.com" } });
}
