import { foldRecords } from "/tmp/wt/k8/functions/domain/kpi/fold-kinds.ts";
const n = 200_000;
const make = (i: number, timed: boolean) => ({ surveyId: "s", score: i % 11, countedAt: "2026-11-22T09:30:00.000Z", ...(timed && { sentAt: "2026-11-22T08:00:00.000Z" }), test: false,
  segments: { version: { value: "1" }, type: { value: "ticket.solved" }, channel: { value: ["chat","mail","phone"][i % 3] as string }, agent: { value: `a-${i % 20}`, label: `A ${i % 20}` }, product: { value: `p-${i % 5}` }, locale: { value: "en" } } });
for (const timed of [false, true]) {
  const all = Array.from({ length: n }, (_, i) => make(i, timed));
  for (let r = 0; r < 3; r++) {
    let t = process.cpuUsage().user; let sum = 0; for (let k = 0; k < 10; k++) for (const x of all) sum += x.score; const bare = (process.cpuUsage().user - t) / 10;
    t = process.cpuUsage().user; foldRecords("response", all as never); const fold = process.cpuUsage().user - t;
    console.log(timed, "bare", (bare * 1000 / n).toFixed(1), "ns; fold", (fold * 1000 / n).toFixed(0), "ns; ratio 1/", (fold / bare).toFixed(0), sum);
  }
}
