import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock } from "../../functions/domain/ports/environment.ts";
import { addSeconds, epochMs, type Instant, toInstant } from "../../functions/domain/time.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { buildMailer } from "../../functions/sending-runtime.ts";
import { timeoutSeconds } from "../../functions/timeouts.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";
import { plantCrowd } from "./crowd.ts";

/** HEARBACK_CROWD=10000 takes minutes on DynamoDB Local; what CI has time for spans several runs too, by making them shorter. */
const size = Number(process.env["HEARBACK_CROWD"] ?? 300);
const runSeconds = size < 5000 ? 45 : timeoutSeconds["dispatch-invitations"];
const perSecond = 14;

/** A run begins nothing in its last half minute; then each of its workers, half a second's worth, has one mail in hand. */
const workMs = (runSeconds - 30) * 1000;
const workers = perSecond / 2;
/** The next run begins with a minute. */
const everyMs = Math.ceil((workMs + 1000) / 60_000) * 60_000;

/** By arithmetic: the first of a run leaves at once, and each further one as is granted, or two percent later. */
function computedLateMs(index: number): { least: number; most: number } {
  const grantedMs = 1000 / perSecond;
  const lateIn = (mailsARun: number, paceMs: number) =>
    Math.floor(index / mailsARun) * everyMs + (index % mailsARun) * paceMs;
  const [fewest, most] = [workMs / (grantedMs * 1.02), workMs / grantedMs + 1 + workers].map(Math.floor) as [
    number,
    number,
  ];
  const mailsARun = Array.from({ length: most - fewest + 1 }, (_, more) => fewest + more);
  return {
    least: Math.min(...mailsARun.map((mails) => lateIn(mails, grantedMs))),
    most: Math.max(...mailsARun.map((mails) => lateIn(mails, grantedMs * 1.02))),
  };
}

/** Only sleep takes time on it, and who sleeps side by side wakes in the order of waking times. */
class SleepingClock implements Clock {
  #ms: number;
  #sleepers: Promise<void> = Promise.resolve();

  constructor(begin: Instant) {
    this.#ms = epochMs(begin);
  }

  now(): Instant {
    return toInstant(this.#ms);
  }

  sleep(milliseconds: number): Promise<void> {
    const until = this.#ms + milliseconds;
    const wake = () => {
      this.#ms = Math.max(this.#ms, until);
    };
    this.#sleepers = this.#sleepers.then(() => new Promise((resolve) => setImmediate(resolve))).then(wake);
    return this.#sleepers;
  }
}

/** SES as far as a mail needs it: it takes everything at once, and says so as SES does. */
async function startQuickSes() {
  let accepted = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      accepted += 1;
      response.setHeader("content-type", "text/xml");
      response.end(
        `<SendRawEmailResponse><SendRawEmailResult><MessageId>m-${accepted}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get accepted() {
      return accepted;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe(`${size.toLocaleString("en")} mails due at one minute`, () => {
  let hearback: TestHearback;
  let ses: Awaited<ReturnType<typeof startQuickSes>>;
  beforeAll(async () => {
    [hearback, ses] = await Promise.all([startHearback(), startQuickSes()]);
  });
  afterAll(async () => {
    ses.close();
    await hearback.close();
  });

  it(`leave at ${perSecond} a second: none is lost, none doubled, none early, and each as late as can be computed`, async () => {
    const { services, seed } = hearback;
    const dueAt = toInstant(Math.ceil(epochMs(services.clock.now()) / 60_000) * 60_000);
    const invited = await plantCrowd(hearback, size, dueAt);
    const clock = new SleepingClock(dueAt);
    const local = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    const real = buildMailer({ fromAddress: "feedback@hearback.local" } as never, { ...local, endpoint: ses.url });
    const sent: { invitation: string; at: number }[] = [];
    const mailer = override(real, {
      quota: async () => ({ perSecond, remaining: Number.POSITIVE_INFINITY }),
      send: (mail: Parameters<typeof real.send>[0]) => {
        sent.push({ invitation: mail.tags.invitation, at: epochMs(clock.now()) });
        return real.send(mail);
      },
    });

    let runs = 0;
    for (let begin = dueAt; sent.length < size && runs < 20; runs++) {
      // The schedule ticks every minute.
      await clock.sleep(Math.max(0, epochMs(begin) - epochMs(clock.now())));
      const endsMs = epochMs(begin) + runSeconds * 1000;
      const timeLeftMs = () => endsMs - epochMs(clock.now());
      await dispatchInvitations({ ...services, clock, mailer }, { holder: `run ${runs}`, timeLeftMs });
      begin = toInstant(Math.floor(epochMs(clock.now()) / 60_000 + 1) * 60_000);
    }

    expect(runs).toBeGreaterThan(1);
    expect(ses.accepted).toBe(size);
    expect(new Set(sent.map(({ invitation }) => invitation))).toEqual(new Set(invited));
    const times = sent.map(({ at }) => at);
    for (const [index, at] of times.entries()) {
      const next = times[index + perSecond];
      if (next !== undefined) expect(next - at, `the second of mail ${index}`).toBeGreaterThanOrEqual(1000);
    }
    for (const [index, at] of times.entries()) {
      const late = at - epochMs(dueAt);
      const { least, most } = computedLateMs(index);
      // Instants are whole milliseconds.
      expect(late, `how late mail ${index} is`).toBeGreaterThan(least - 1);
      expect(late, `how late mail ${index} is`).toBeLessThan(most + 1);
    }
    const left: string[] = [];
    for await (const id of services.invitations.due(seed.workspaceId, addSeconds(clock.now(), 86_400))) left.push(id);
    expect(left).toEqual([]);
  }, 3_600_000);
});
