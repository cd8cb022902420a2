/** What a business and its customers do while capacity is counted. */
import type { Stage } from "../stage.ts";

export async function invite(
  stage: Stage,
  group: string,
  count: number,
  visit = "first",
  keyPrefix = "",
): Promise<void> {
  for (let n = 0; n < count; n++) {
    const headers = keyPrefix === "" ? {} : { "idempotency-key": `${keyPrefix}-${n}` };
    await stage.post("/v1/interactions", reportOf(group, n, visit), headers);
  }
}

export const reportOf = (group: string, n: number, visit: string) => ({
  id: `${group}-${n}-${visit}`,
  type: "ticket.solved",
  customer: { email: `${group}-${n}@customers.example`, name: "Robin Hale" },
  channel: "chat",
  agent: { id: `a-${n % 20}`, name: "Sam Reed" },
  product: "Router X",
  handleTimeSeconds: 312,
});

export const dispatch = ({ jobs }: Stage): Promise<unknown> => jobs.run("dispatch-invitations");

export async function linksOf({ mailbox }: Stage): Promise<string[]> {
  const mails = await mailbox.list();
  return mails.map(({ links }) => links.find((link) => link.includes("/s/")) ?? "");
}

/** As a person has them who reads the mail minutes later, and looks at the page for a while. */
export async function openForms(
  { services, clock }: Stage,
  urls: readonly string[],
): Promise<{ url: string; nonce: string }[]> {
  await clock.advance(600);
  const forms = urls.map(async (url) => {
    const invitation = await services.links.open("survey", new URL(url).pathname.slice("/s/".length));
    if (!invitation) throw new Error("A mail came with a link that leads nowhere.");
    return { url, nonce: await services.links.nonce(invitation, clock.now()) };
  });
  const opened = await Promise.all(forms);
  await clock.advance(20);
  return opened;
}

export async function respond(url: string, nonce = ""): Promise<void> {
  const body = new URLSearchParams({ score: "9", comment: "Quick and friendly.", nonce });
  const { status } = await fetch(url.split("?")[0] ?? "", { method: "POST", body, redirect: "manual" });
  if (status !== 303) throw new Error(`An answer was not taken: ${status}`);
}
