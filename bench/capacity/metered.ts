/** Capacity units of what is done in between, per one of several. */
import type { Consumed, Ledger } from "../ledger.ts";

export const per = (count: number, { wcu, rcu }: Consumed): Consumed => ({ wcu: wcu / count, rcu: rcu / count });

export async function metered(ledger: Ledger, name: Parameters<Ledger["take"]>[0], act: () => Promise<unknown>) {
  ledger.clear();
  await act();
  return ledger.take(name);
}
