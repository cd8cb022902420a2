import type { Mail } from "../../../functions/domain/mail.ts";
import { invitationId, workspaceId } from "../../domain/builders.ts";

export const aMail = (told: Partial<Mail> = {}): Mail => ({
  from: { name: "Juniper Home", address: "feedback@juniper.example" },
  to: "jo@example.com",
  subject: "One question from Juniper Home",
  html: '<p>How was it? <a href="https://feedback.example/s/token?score=9">9</a></p>',
  text: "How was it?\n9: https://feedback.example/s/token?score=9\n",
  unsubscribeUrl: "https://feedback.example/u/token",
  tags: { workspace: workspaceId, invitation: invitationId, step: 0, attempt: 1 },
  ...told,
});
