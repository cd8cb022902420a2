/** What figures by two dimensions read: they are folded from the records when they are asked for, each alike. */
import { slotOf, slotSeconds } from "../functions/domain/calendar.ts";
import { addSeconds } from "../functions/domain/time.ts";
import { addAnswers } from "./kpi-sizes.ts";
import { Ledger } from "./ledger.ts";
import type { Section } from "./report.ts";
import { onStage } from "./stage.ts";

const slots = 10;
const perSlot = 250;
/** It may read as many records. */
const limit = 10_000;

export async function measurePairs(): Promise<Section> {
  const ledger = new Ledger();
  const rcu = await onStage(
    (name, client) => ledger.meter(name, client),
    async (stage) => {
      const now = slotOf(stage.clock.now());
      for (let back = 1; back <= slots; back++) await addAnswers(stage, addSeconds(now, -back * slotSeconds), perSlot);
      const query = `/v1/kpis/nps?survey=${stage.seed.surveyId}&by=channel,agent&window=7`;
      // What is read once and then kept is no cost of the figure.
      await stage.get(query);
      ledger.clear();
      await stage.get(query);
      return ledger.take("api").rcu;
    },
  );
  const answers = slots * perSlot;
  return {
    title: "A KPI by two dimensions",
    about: `GET /v1/kpis/nps?by=channel,agent over ${answers.toLocaleString("en")} answers. Each takes the same, so near the limit of ${limit.toLocaleString("en")} it is ${limit / answers} times as much.`,
    unit: "",
    figures: [
      { what: "read units", value: rcu },
      { what: "read units per answer", value: rcu / answers },
    ],
  };
}
