/** Looks for what stands between a deployment and a mail that arrives. It changes nothing. */
import { stackCommand } from "./command.ts";

export const doctor = stackCommand({
  name: "doctor",
  summary: "Tells what stands between a deployed stack and a mail that arrives, and what to do about it.",
  details: `It looks at the stack, its table and API, the sender's identity and DNS records, SES's sandbox, quota, pricing plan and
rules, the schedules, the queues of failed work and the alarms, and changes nothing. What it may not see it says, and
goes on. Exit code 1 says that something is wrong; a warning does not.`,
  options: {
    dns: { value: "ADDRESS", help: "the name server to ask, such as 1.1.1.1 (default this machine's)" },
  },
  async run({ values: { dns } }, stack, tell) {
    // Loaded only now: no other command needs all of these clients.
    const [{ examine }, { dnsOf }, { reportText }] = await Promise.all([
      import("./doctor/examine.ts"),
      import("./doctor/dns.ts"),
      import("./doctor/report.ts"),
    ]);
    const findings = await examine(stack, dnsOf(dns), tell);
    const isWrong = findings.some(({ verdict }) => verdict === "wrong");
    return { json: { ok: !isWrong, findings }, text: reportText(findings), failed: isWrong };
  },
});
