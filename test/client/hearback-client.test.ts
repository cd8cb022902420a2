import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiTypes, isForPrograms } from "../../bin/openapi/client-types/api-types.ts";
import { HearbackClient } from "../../client/hearback-client.ts";
import { HearbackError } from "../../client/hearback-error.ts";
import { type Route, routes } from "../../functions/routes.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";

describe("the client", () => {
  let hearback: TestHearback;
  let client: HearbackClient;
  beforeAll(async () => {
    hearback = await startHearback();
    client = new HearbackClient({ url: hearback.url, apiKey: hearback.seed.apiKey, retries: 0 });
  });
  afterAll(() => hearback.close());

  it("goes from a survey to its figures", async () => {
    const { id } = await client.surveys.create({ name: "After delivery", kind: "nps", listensTo: ["order.delivered"] });
    const report = { type: "order.delivered", customer: { email: "jo@example.com" } } as const;
    const outcome = await client.interactions.record(report);
    if (outcome.outcome !== "invited") throw new Error(outcome.reason);
    expect(outcome.invitation.surveyId).toBe(id);
    expect(await client.invitations.get(outcome.invitation.id)).toMatchObject({ status: "scheduled" });
    expect(await client.kpis.get("nps", { survey: id, window: 7 })).toMatchObject({ kpi: "nps", value: null, n: 0 });
    expect((await client.kpis.list({ survey: id })).kpis[0]).toMatchObject({ kpi: "nps", n: 0 });
  });

  it("goes through all items of a list, over as many pages as it takes", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const report = { id: `visit-${n}`, type: "visit", customer: { id: "c-1" } };
      ids.push((await client.interactions.record(report)).id);
    }
    const listed: string[] = [];
    for await (const { id } of client.interactions.list({ type: "visit", limit: 2 })) listed.push(id);
    expect(listed.toSorted()).toEqual(ids.toSorted());
  });

  it("tells what is wrong field by field, with the request's id", async () => {
    const call = client.interactions.record({ type: "x", customer: { email: "nobody" } });
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HearbackError);
    expect(error).toMatchObject({
      status: 422,
      problem: { type: "urn:hearback:problem:invalid" },
      faults: [{ path: "customer.email", message: expect.stringContaining("is not an e-mail address") }],
      requestId: expect.stringMatching(/./),
    });
    expect((error as Error).message).toContain("customer.email is not an e-mail address");
    expect((error as Error).message).not.toContain("nobody");
  });

  it("gives text where that is answered", async () => {
    const link = { type: "ticket.solved", customer: { id: "c-2" }, send: { via: "link" } } as const;
    const outcome = await client.interactions.record(link);
    const { id } = outcome.outcome === "invited" ? outcome.invitation : { id: "" };
    expect(await client.invitations.qr(id, { size: 100 })).toMatch(/^<svg /);
  });
});

describe("the client's methods", () => {
  it("reach every route that is for programs, each its own", async () => {
    const reached: string[] = [];
    const client = new HearbackClient({
      url: "https://feedback.example.com",
      apiKey: "hb_live_x",
      fetch: async (url, init) => {
        reached.push(`${init?.method} ${new URL(String(url)).pathname}`);
        return Response.json({ items: [] });
      },
    });
    const resources = Object.values(client) as Record<string, (...args: unknown[]) => unknown>[];
    for (const [name, method] of resources.flatMap((resource) => Object.entries(resource))) {
      // Another form of list.
      if (name === "csv") continue;
      const called = method("1", "2") as Promise<unknown> | AsyncGenerator;
      await ("next" in called ? called.next() : called);
    }
    const own = Object.values<Route>(routes).filter(({ path }) => isForPrograms(path));
    const wanted = own.map(({ method, path }) => `${method} ${path.replace("{version}", "2").replace(/\{\w+\}/, "1")}`);
    expect(reached.toSorted()).toEqual(wanted.toSorted());
  });

  it("have the types of the document, which is held to the endpoints' schemas", async () => {
    const [written, document] = await Promise.all(
      ["client/api.ts", "functions/endpoints/service/openapi.document.json"].map((file) =>
        readFile(resolve(import.meta.dirname, "../..", file), "utf8"),
      ),
    );
    const made = apiTypes(JSON.parse(document ?? ""));
    expect(written === made, "client/api.ts is not as the document is: npm run openapi").toBe(true);
  });
});
