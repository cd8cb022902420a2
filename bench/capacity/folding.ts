/** Marking and folding an hour of responses, streamed and computed at the intervals that are deployed. */
import { responseIdOf } from "../../functions/domain/ids.ts";
import type { Consumed, Ledger } from "../ledger.ts";
import type { Stage } from "../stage.ts";
import { per } from "./metered.ts";

/** Between two batches of the stream, as deployed. */
const streamWindowSeconds = 30;

export async function measureFold(stage: Stage, ledger: Ledger, perHour: number): Promise<Consumed> {
  const windows = 900 / streamWindowSeconds;
  let [wcu, rcu, done] = [0, 0, 0];
  const take = (name: "react-to-changes" | "compute-kpis"): void => {
    const consumed = ledger.take(name);
    wcu += consumed.wcu;
    rcu += consumed.rcu;
  };
  for (let quarter = 0; quarter < 4; quarter++) {
    for (let window = 1; window <= windows; window++) {
      await stage.clock.advance(streamWindowSeconds);
      const due = Math.round(((quarter * windows + window) / (4 * windows)) * perHour);
      await addResponses(stage, due - done, done);
      done = due;
      ledger.clear();
      await stage.jobs.run("react-to-changes");
      take("react-to-changes");
    }
    ledger.clear();
    await stage.jobs.run("compute-kpis");
    take("compute-kpis");
  }
  return per(perHour, { wcu, rcu });
}

async function addResponses(stage: Stage, count: number, first: number): Promise<void> {
  const { services, seed, clock } = stage;
  const { ids, responses } = services;
  const now = clock.now();
  const value = (label: string) => ({ value: label.toLowerCase(), label });
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const customerId = `cus_${ids.random(16)}`;
      const interactionId = ids.interaction(customerId, { businessId: `bench-${first}-${n}-${now}` });
      const invitationId = ids.invitation(interactionId, seed.surveyId);
      await responses.add({
        id: responseIdOf(invitationId),
        workspaceId: seed.workspaceId,
        customerId,
        invitationId,
        interactionId,
        surveyId: seed.surveyId,
        surveyVersion: 2,
        segments: {
          agent: value(`A-${n % 20}`),
          channel: value(["Chat", "Mail", "Phone"][n % 3] ?? ""),
          product: value(`Router ${n % 5}`),
          locale: value(["en", "de", "fr"][n % 3] ?? ""),
        },
        test: false,
        score: n % 11,
        comment: "Quick and friendly.",
        countedAt: now,
        changedAt: now,
        editableUntil: now,
        revision: 1,
        edits: [],
      });
    }),
  );
}
