import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Route, routes } from "../../functions/routes.ts";
import { answer } from "../endpoints/customers.ts";
import { foreignCursors } from "../endpoints/paging.ts";
import { type ContractedHearback, everyRoute, faultsOf, startUnderContract } from "./contract.ts";

/** Whoever follows a link does not write its query. */
const strict = everyRoute.filter(
  ([, { access }, name]) => access !== "page" && access !== "hook" && !["getHook", "getDocs"].includes(name),
);

describe("a query", () => {
  let hearback: ContractedHearback;
  let customer: string;
  /** A cursor of every list that has a second page. */
  const cursors = new Map<string, string>();
  beforeAll(async () => {
    hearback = await startUnderContract();
    const { call, seed } = hearback;
    for (const n of [1, 2]) {
      const { interactionId } = await answer(hearback, n, {
        report: { customer: { id: `c-${n}`, email: `c-${n}@example.com` } },
      });
      await call("POST", "/v1/interactions", { body: { type: "call.ended", customer: { id: `c-${n}` } } });
      customer = `cus_${interactionId.slice(4, 26)}`;
      await call("POST", "/v1/suppressions", { body: { email: `no-${n}@example.com` } });
      await call("POST", "/v1/surveys", { body: { name: `S ${n}`, kind: "nps" } });
      await call("POST", "/v1/sources", { body: { name: `S ${n}`, kind: "generic" } });
      await call("POST", "/v1/keys", { body: { name: `K ${n}`, scopes: ["read"] } });
      await call("PATCH", `/v1/surveys/${seed.surveyId}`, { body: { name: `Version ${n}` } });
    }
    for (const path of [...lists(), `/v1/interactions?customer=${customer}`, "/v1/responses?verdict=all"]) {
      const { json } = await call("GET", withQuery(path, "limit=1"));
      if (json.nextCursor !== undefined) cursors.set(path, json.nextCursor);
    }
  });
  afterAll(() => hearback.close());

  const withQuery = (path: string, query: string): string => `${path}${path.includes("?") ? "&" : "?"}${query}`;
  const filled = ({ path }: Route): string => {
    const things: Record<string, string> = { "/v1/surveys/": hearback.seed.surveyId, "/v1/customers/": customer };
    return path.replace("{version}", "1").replace(/\{[^}]+\}/, things[path.slice(0, path.indexOf("{"))] ?? "x");
  };
  const lists = (): string[] =>
    [
      routes.listInteractions,
      routes.listResponses,
      routes.listSuppressions,
      routes.listSurveys,
      routes.listSurveyVersions,
      routes.listSources,
      routes.listKeys,
      routes.listAuditEntries,
      routes.listGallery,
      routes.getCustomer,
    ].map(filled);

  const expectRefused = async (path: string, name: string, method = "GET"): Promise<void> => {
    const refused = await hearback.call(method, path);
    expect([refused.status, faultsOf(refused)], path).toEqual([422, [`query.${name}`]]);
  };

  it.each(strict)("with a parameter that %s does not know, or with one twice, is refused", async (_, route) => {
    const known = route.path.startsWith("/v1/kpis") ? `survey=${hearback.seed.surveyId}&` : "";
    await expectRefused(`${filled(route)}?${known}colour=red`, "colour", route.method);
    await expectRefused(`${filled(route)}?${known}limit=5&limit=5`, "limit", route.method);
  });

  it("may hold anything on the link of a page", async () => {
    const statusOf = async (path: string) =>
      (await hearback.open(`${hearback.url}${path}?utm_source=mail&utm_source=x`)).status;
    expect([await statusOf("/s/none"), await statusOf("/docs")]).toEqual([404, 200]);
  });

  it.each(["0", "-1", "201", "1000000000", "1.5", "NaN", "Infinity", "ten", "", "null", "50;1"])(
    "for pages of %j is refused by every list",
    async (limit) => {
      for (const path of lists()) await expectRefused(withQuery(path, `limit=${limit}`), "limit");
    },
  );

  it.each(foreignCursors)("from the cursor %s is refused by every list", async (cursor) => {
    for (const path of lists()) await expectRefused(withQuery(path, `cursor=${cursor}`), "cursor");
  });

  it("from another list's cursor is refused, also of the same list of another survey or customer", async () => {
    expect(cursors.size).toBeGreaterThanOrEqual(lists().length);
    const { json: other } = await hearback.call("GET", "/v1/surveys?limit=1");
    const further = [`/v1/surveys/${other.items[0].id}/versions`, "/v1/customers/id:c-1"];
    for (const [from, cursor] of cursors) {
      for (const path of [...cursors.keys(), ...further]) {
        const asked = withQuery(path, `cursor=${encodeURIComponent(cursor)}`);
        if (path !== from) await expectRefused(asked, "cursor");
        else expect((await hearback.call("GET", asked)).status, path).toBe(200);
      }
    }
  });

  it.each([
    "2026-02-30",
    "2026-13-01",
    "2025-02-29T00:00:00Z",
    "2026-11-22T24:00:00Z",
    "2026-11-22 09:30",
    "1763803800",
  ])("with the day %s, which there is not, is refused", async (day) => {
    for (const name of ["from", "to"]) {
      for (const path of ["/v1/interactions", "/v1/responses"]) {
        await expectRefused(`${path}?${name}=${encodeURIComponent(day)}`, name);
      }
    }
    for (const path of ["/v1/kpis", "/v1/kpis/nps"]) {
      await expectRefused(`${path}?survey=${hearback.seed.surveyId}&asOf=${encodeURIComponent(day)}`, "asOf");
    }
  });

  it.each(["0", "1000000000", "-7", "1.5"])("over a window of %s days is refused", async (days) => {
    for (const path of ["/v1/kpis", "/v1/kpis/nps"]) {
      await expectRefused(`${path}?survey=${hearback.seed.surveyId}&window=${days}`, "window");
    }
  });
});
