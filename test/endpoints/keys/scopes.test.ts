import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scope, scopes } from "../../../functions/domain/api-key.ts";
import type { Route } from "../../../functions/routes.ts";
import { type ContractedHearback, everyRoute, startUnderContract } from "../../http/contract.ts";

const isScope = (access: string): access is Scope => (scopes as readonly string[]).includes(access);
const guarded = everyRoute.filter(([, { access }]) => isScope(access));
/** A hook asks for a signature instead. */
const open = everyRoute.filter(([, { access }]) => !isScope(access) && access !== "hook");

describe("a key's scopes", () => {
  let hearback: ContractedHearback;
  const keys = new Map<string, string>();
  beforeAll(async () => {
    hearback = await startUnderContract();
    for (const scope of scopes) {
      const others = scopes.filter((one) => one !== scope);
      keys.set(`only ${scope}`, await keyWith([scope]));
      keys.set(`all but ${scope}`, await keyWith(others));
    }
  });
  afterAll(() => hearback.close());

  const keyWith = async (granted: readonly Scope[]): Promise<string> =>
    (await hearback.call("POST", "/v1/keys", { body: { name: "Scoped", scopes: granted } })).json.apiKey;

  /** Of things that do not exist, so that nothing is changed. */
  const ask = ({ method, path }: Route, key: string) => {
    const hasBody = method === "POST" || method === "PATCH";
    return hearback.call(method, path.replace(/\{[^}]+\}/g, "none"), { key, ...(hasBody && { body: { no: "such" } }) });
  };

  it.each(guarded)("are needed for %s", async (_, route) => {
    const scope = route.access;
    const written = await hearback.writesDuring(async () => {
      const lacking = await ask(route, keys.get(`all but ${scope}`) ?? "");
      expect(lacking.json).toMatchObject({ status: 403, title: "Forbidden" });
      expect(lacking.json.detail).toContain(`"${scope}"`);
      expect((await ask(route, "")).json).toMatchObject({ status: 401, title: "Unauthorized" });
    });
    expect(written).toEqual([]);
    expect([401, 403]).not.toContain((await ask(route, keys.get(`only ${scope}`) ?? "")).status);
  });

  it.each(open)("are not asked for at %s", async (_, route) => {
    expect([401, 403]).not.toContain((await ask(route, "")).status);
    expect([401, 403]).not.toContain((await ask(route, "hb_live_wrong")).status);
  });
});
