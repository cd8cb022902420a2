/** A source of webhooks and what it delivers. */
import type { Recorder } from "../recorder.ts";

export async function recordSources(recorder: Recorder): Promise<void> {
  const source = await recorder.note("createSource", { body: { name: "Own shop", kind: "generic" } });
  const id = { id: source.id };
  await recorder.note("simulateSource", {
    in: id,
    body: { payload: { id: "order-7", type: "ticket.solved", customer: { email: "hal@example.com" } } },
  });
  await recorder.note("recordDelivery", {
    in: { sourceId: source.id },
    body: { id: "order-8", type: "ticket.solved", customer: { email: "ida@example.com" } },
    headers: { "x-hearback-key": source.secret },
  });
  await recorder.note("getHook", { in: { sourceId: source.id } });
  await recorder.note("listDeliveries", { in: id });
  await recorder.note("changeSource", { in: id, body: { name: "Shop", enabled: true } });
  await recorder.note("getSource", { in: id });
  await recorder.note("listSources", { query: "?limit=1" });
  await recorder.note("rotateSource", { in: id, body: { oldAcceptedForHours: 1 } });
  await recorder.note("removeSource", { in: id });
}
