/** Services of which the n-th call, counted from 0, finds that something else has happened right before it. */
import { override } from "./override.ts";

type Method = (...args: unknown[]) => unknown;

export interface Meanwhile<T> {
  readonly services: T;
  /** Whether the n-th call was reached at all. */
  hasHappened(): boolean;
}

export function meanwhileAt<T extends object>(services: T, n: number, work: () => Promise<unknown>): Meanwhile<T> {
  let calls = 0;
  const before = (port: object, name: string) => {
    const method = Reflect.get(port, name, port) as Method;
    return async (...args: unknown[]) => {
      if (calls++ === n) await work();
      return method.apply(port, args);
    };
  };
  const watched = (port: object, names: readonly string[]) =>
    override(port, Object.fromEntries(names.map((name) => [name, before(port, name)])));
  const methods: Partial<Record<string, readonly string[]>> = {
    customers: ["find", "claim", "release", "isSuppressed"],
    invitations: ["find", "move", "postpone"],
    interactions: ["find"],
    responses: ["findRecord"],
    surveys: ["getVersion"],
    mailer: ["send"],
  };
  const ports = Object.entries(services).map(([name, port]) => [name, watched(port as object, methods[name] ?? [])]);
  return { services: Object.fromEntries(ports) as T, hasHappened: () => calls > n };
}
