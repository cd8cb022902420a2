/**
 * A process that dies. Every call of a port is counted; when the n-th has reached the world the process is dead, before it
 * learns of it, and from then on every call throws. To have died right before a call is to have died after the one before it,
 * because nothing happens in between that the world could know of. The product knows nothing of it.
 */
export class Crash extends Error {
  constructor() {
    super("The process has crashed.");
    this.name = "Crash";
  }
}

type Method = (...args: unknown[]) => unknown;

export interface Crashing<T> {
  readonly services: T;
  /** Whether the n-th call was reached at all. */
  hasCrashed(): boolean;
}

/** Services whose n-th call, counted from 0, is the last. Ports that only compute are left alone. */
export function crashAt<T extends object>(services: T, n: number): Crashing<T> {
  let calls = 0;
  let isDead = false;
  const alive = <R>(value: R): R => {
    if (isDead) throw new Crash();
    return value;
  };
  const call = (method: Method, port: object, args: unknown[]): unknown => {
    const isLast = calls++ === n;
    // A generator's caller expects no promise.
    if (isDead && method.constructor.name === "AsyncGeneratorFunction") throw new Crash();
    const result = isDead ? Promise.reject(new Crash()) : method.apply(port, args);
    if (isLast) isDead = true;
    return result instanceof Promise ? result.then(alive) : alive(result);
  };
  const wrap = (port: object): object =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => call(member as Method, target, args);
      },
    });
  const pure = new Set(["clock", "ids", "log", "metrics", "settings", "links"]);
  const wrapped = Object.entries(services).map(([name, port]) => [name, pure.has(name) ? port : wrap(port as object)]);
  return { services: Object.fromEntries(wrapped) as T, hasCrashed: () => isDead };
}
