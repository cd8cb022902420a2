/**
 * What a dispatcher makes of the pace it is granted, against a mail service that takes its time: mails per second beside a bare
 * loop of the same calls, and how exactly it keeps to the pace.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Mail } from "../functions/domain/mail.ts";
import type { Mailer } from "../functions/domain/ports/mail.ts";
import { dispatchInvitations } from "../functions/jobs/dispatch-invitations.ts";
import { Pace, paced } from "../functions/jobs/pace.ts";
import { buildMailer } from "../functions/sending-runtime.ts";
import type { Section } from "./report.ts";
import { onStage, type Stage } from "./stage.ts";

const latencyMs = 20;
/** Nearly what one call after the other can do at that latency. */
const fastPerSecond = 40;
/** What the dispatcher has under way at most. */
const sideBySide = 16;
/** What accounts that have just left the sandbox are granted. */
const usualPerSecond = 14;
/** More than anybody can send. */
const boundless = 10_000;
const callsAtOnce = [1, 2, 4] as const;
const seconds = 10;

export async function measureSending(): Promise<Section[]> {
  return onStage(
    () => {},
    async (stage) => {
      const ses = await startSlowSes();
      const local = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
      const config = { configurationSet: "hearback-local" } as Parameters<typeof buildMailer>[0];
      const mailer = buildMailer(config, { ...local, endpoint: ses.url });
      try {
        await dispatched(stage, mailer, fastPerSecond, 20);
        const fast = await dispatched(stage, mailer, fastPerSecond, fastPerSecond * seconds);
        const bare = await bareLoop(stage, mailer, fast.mails);
        const usual = await dispatched(stage, mailer, usualPerSecond, usualPerSecond * seconds);
        const unpaced: Unpaced[] = [];
        for (const atOnce of callsAtOnce) {
          const { mails, perSecond } = await dispatched(stage, mailer, boundless, fastPerSecond * seconds, atOnce);
          unpaced.push({ atOnce, ratio: (await bareLoop(stage, mailer, mails, boundless, atOnce)) / perSecond });
        }
        return [rateSection(fast, bare), unpacedSection(unpaced), paceSection(usual)];
      } finally {
        ses.close();
      }
    },
  );
}

interface Sent {
  readonly mails: readonly Mail[];
  /** When each call began, in ms. */
  readonly beganAt: readonly number[];
  /** Of all calls, in ms. */
  readonly underWayMs: number;
  readonly perSecond: number;
}

interface Unpaced {
  readonly atOnce: number;
  /** Time from mail to mail beside the bare loop's. */
  readonly ratio: number;
}

const rateSection = (fast: Sent, bare: number): Section => ({
  title: "Sending",
  about: `Time from mail to mail of one dispatcher that is granted ${fastPerSecond} a second by a mail service which takes ${latencyMs} ms for each, as a ratio to a bare loop that calls it for the same mails, at the same pace and as many side by side. 1.25 is four fifths of its mails per second.`,
  unit: "ratio",
  figures: [
    { what: "time from mail to mail", value: bare / fast.perSecond, budget: 1.25 },
    { what: "calls under way on average", value: (fast.underWayMs / 1000) * (fast.perSecond / fast.mails.length) },
  ],
});

const unpacedSection = (unpaced: readonly Unpaced[]): Section => ({
  title: "Sending without a pace",
  about:
    "The same where nothing but the mail service's latency limits either: at most so many of the dispatcher's calls under way at once, and as many of the loop's. The dispatcher reads and writes for other mails meanwhile; from where the ratio rises, this machine's cores are what limits it.",
  unit: "ratio",
  figures: unpaced.map(({ atOnce, ratio }) => ({
    what: `time from mail to mail, ${atOnce} at once`,
    value: ratio,
    ...(atOnce === 1 && { budget: 1.25 }),
  })),
});

const paceSection = ({ beganAt, perSecond }: Sent): Section => ({
  title: "Pace",
  about: `${beganAt.length} mails due at once, ${usualPerSecond} a second granted.`,
  unit: "",
  figures: [
    { what: "percent slower than granted", value: (1 - perSecond / usualPerSecond) * 100, budget: 2 },
    { what: "most calls in any second", value: mostInASecond(beganAt), budget: usualPerSecond },
  ],
});

const mostInASecond = (beganAt: readonly number[]): number =>
  Math.max(...beganAt.map((begin) => beganAt.filter((at) => at >= begin && at < begin + 1000).length));

async function dispatched(
  stage: Stage,
  mailer: Mailer,
  perSecond: number,
  count: number,
  atOnce = sideBySide,
): Promise<Sent> {
  await invite(stage, count);
  const mails: Mail[] = [];
  const beganAt: number[] = [];
  let underWayMs = 0;
  const watched: Mailer = {
    quota: async () => ({ perSecond, remaining: Number.POSITIVE_INFINITY }),
    send: async (mail) => {
      const began = performance.now();
      mails.push(mail);
      beganAt.push(began);
      const result = await mailer.send(mail);
      underWayMs += performance.now() - began;
      return result;
    },
  };
  const run = { holder: "bench", timeLeftMs: () => 600_000 };
  await dispatchInvitations({ ...stage.services, mailer: withFewCalls(watched, atOnce) }, run);
  if (mails.length !== count) throw new Error(`${mails.length} of ${count} mails were sent.`);
  return { mails, beganAt, underWayMs, perSecond: rateOf(beganAt) };
}

const rateOf = (beganAt: readonly number[]): number =>
  ((beganAt.length - 1) * 1000) / ((beganAt.at(-1) ?? 0) - (beganAt[0] ?? 0));

/** At most so many calls under way; the others wait in line. */
function withFewCalls(mailer: Mailer, atOnce: number): Mailer {
  let free = atOnce;
  const line: (() => void)[] = [];
  return {
    ...mailer,
    send: async (mail) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => line.push(resolve));
      try {
        return await mailer.send(mail);
      } finally {
        const next = line.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}

/** The same calls at the same pace, as many side by side as the dispatcher has at most. */
async function bareLoop(
  stage: Stage,
  mailer: Mailer,
  mails: readonly Mail[],
  perSecond = fastPerSecond,
  atOnce = sideBySide,
): Promise<number> {
  const beganAt: number[] = [];
  const watched: Mailer = {
    ...mailer,
    send: (mail) => {
      beganAt.push(performance.now());
      return mailer.send(mail);
    },
  };
  const quota = { perSecond, remaining: Number.POSITIVE_INFINITY };
  const keepingPace = paced(withFewCalls(watched, atOnce), new Pace(quota, stage.services.clock));
  const left = [...mails];
  const work = async () => {
    for (let mail = left.shift(); mail; mail = left.shift()) await keepingPace.send(mail);
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return rateOf(beganAt);
}

let customers = 0;

async function invite(stage: Stage, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const customer = { email: `due-${customers++}@example.com` };
    await stage.post("/v1/interactions", { type: "ticket.solved", customer, send: { delaySeconds: 0 } });
  }
}

/** Takes every mail, a while after it came. */
async function startSlowSes(): Promise<{ url: string; close(): void }> {
  const taken =
    "<SendRawEmailResponse><SendRawEmailResult><MessageId>m</MessageId></SendRawEmailResult></SendRawEmailResponse>";
  const server = createServer((request, response) => {
    request.resume().on("end", () => setTimeout(() => response.end(taken), latencyMs));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
