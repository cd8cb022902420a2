/** A port of which some methods are others; the rest is the real one. */
export const override = <T extends object>(port: T, methods: Partial<Record<keyof T, unknown>>): T =>
  new Proxy(port, {
    get(target, name) {
      if (name in methods) return methods[name as keyof T];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
