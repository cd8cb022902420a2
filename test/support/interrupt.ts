/** Something that happens in the middle of something else: right before the n-th call of a port. */
type Method = (...args: unknown[]) => unknown;

export interface Interrupted<T> {
  readonly services: T;
  /** The calls so far, as `customers.claim`. */
  readonly calls: readonly string[];
}

/** Services before whose n-th call, counted from 0, something is done to the end. Ports that only compute are left alone. */
export function interruptAt<T extends object>(services: T, n: number, act: () => Promise<unknown>): Interrupted<T> {
  const calls: string[] = [];
  const happen = async (name: string): Promise<void> => {
    calls.push(name);
    if (calls.length - 1 === n) await act();
  };
  const interrupted = (name: string, method: Method, port: object): Method => {
    if (method.constructor.name !== "AsyncGeneratorFunction") {
      return async (...args) => {
        await happen(name);
        return method.apply(port, args);
      };
    }
    return async function* (...args) {
      await happen(name);
      yield* method.apply(port, args) as AsyncIterable<unknown>;
    };
  };
  const wrap = (portName: string, port: object): object =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === "function"
          ? interrupted(`${portName}.${String(name)}`, member as Method, target)
          : member;
      },
    });
  const pure = new Set(["clock", "ids", "log", "metrics", "settings", "links"]);
  const wrapped = Object.entries(services).map(([name, port]) => [
    name,
    pure.has(name) ? port : wrap(name, port as object),
  ]);
  return { services: Object.fromEntries(wrapped) as T, calls };
}
