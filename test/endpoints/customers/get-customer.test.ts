import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whats } from "../../../functions/domain/happening.ts";
import { splitId } from "../../../functions/domain/ids.ts";
import { anInteraction, aResponse } from "../../domain/builders.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { answer, days, invite } from "../customers.ts";
import { foreignCursors, type Items, idsOf } from "../paging.ts";

describe("a customer's journey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { workspace: { testers: ["tess@example.com"] } } });
  });
  afterAll(() => hearback.close());

  const path = (name: string) => `/v1/customers/${encodeURIComponent(name)}`;
  const ask = (name: string, key?: string) => hearback.call("GET", path(name), { key });
  const report = async (told: Record<string, unknown>, key?: string) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction(told), key })).json;
  const idOf = (interactionId: string) => splitId(interactionId).customerId;

  it("is the same by our id, the business's own and any spelling of the address", async () => {
    const customer = {
      id: "c-42",
      email: "Jo+shop@Example.com",
      name: "Jo Li",
      locale: "en-GB",
      timeZone: "Europe/London",
    };
    const { id } = await report({ customer });
    const byId = await ask(idOf(id));
    expect(byId.json.customer).toEqual({
      id: idOf(id),
      externalId: "c-42",
      email: "Jo+shop@Example.com",
      name: "Jo Li",
      locale: "en-GB",
      timeZone: "Europe/London",
      stoppedSurveys: [],
      lastInvited: { bySurvey: {} },
      createdAt: expect.any(String),
    });
    for (const name of ["id:c-42", "email:Jo+shop@Example.com", "email:jo+shop@example.com"]) {
      expect((await ask(name)).json, name).toEqual(byId.json);
    }
    expect((await hearback.call("GET", "/v1/customers/email:jo+shop@example.com")).json).toEqual(byId.json);
  });

  it("is found by an identity that was learned later", async () => {
    const { id } = await report({ customer: { email: "li@example.com" } });
    await report({ customer: { email: "li@example.com", id: "crm/7 é" } });
    const { json } = await ask("id:crm/7 é");
    expect(json.customer.id).toBe(idOf(id));
    expect(json.interactions).toHaveLength(2);
  });

  it("shows interactions newest first, with invitation and response, and tells everything in order", async () => {
    const customer = { email: "ann@example.com" };
    const answered = await answer(hearback, 3, { comment: "Slow", report: { id: "t-1", customer } });
    await hearback.clock.advance(60);
    await hearback.submit(answered.surveyUrl, { score: "8", comment: "Sorted out" });
    await hearback.clock.advance(60);
    await hearback.jobs.run("dispatch-invitations");
    const { id: refused } = await report({ id: "t-2", customer });
    const { json } = await ask("email:ann@example.com");

    expect(idsOf(json.interactions)).toEqual([refused, answered.interactionId]);
    expect(json.interactions).toMatchObject([
      { externalId: "t-2", outcome: "not_invited", reason: "throttled", invitations: [] },
      {
        externalId: "t-1",
        invitations: [{ id: answered.invitationId, status: "sent" }],
        response: { score: 8, comment: "Sorted out" },
      },
    ]);
    expect(json.interactions[1].response).not.toHaveProperty("edits");
    expect(json.customer.lastInvited).toEqual({
      overall: { at: expect.any(String), invitationId: answered.invitationId },
      bySurvey: { [hearback.seed.surveyId]: { at: expect.any(String), invitationId: answered.invitationId } },
    });

    const alone = await Promise.all(
      [answered.interactionId, refused].map((id) => hearback.call("GET", `/v1/interactions/${id}`)),
    );
    const stories: Items = alone.flatMap((one) => one.json.timeline);
    expect(json.timeline.filter(({ interactionId }: { interactionId?: string }) => interactionId)).toEqual(
      stories.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    );
    const times = json.timeline.map(({ at }: { at: string }) => at);
    expect(times).toEqual(times.toSorted());
    expect(json.timeline.map(({ what }: { what: string }) => what)).toEqual(
      expect.arrayContaining(["first_seen", "decided", "answered", "edited"]),
    );
  });

  it("says that they unsubscribed, and when", async () => {
    const { unsubscribeUrl } = await invite(hearback, { customer: { id: "c-gone", email: "gone@example.com" } });
    await hearback.submit(unsubscribeUrl, { "List-Unsubscribe": "One-Click" });
    const { json } = await ask("id:c-gone");
    const { suppressed } = json.customer;
    expect(suppressed).toEqual({ reason: "unsubscribed", at: expect.any(String) });
    expect(json.timeline).toContainEqual({ what: "suppressed", ...suppressed });
  });

  it("tells of quarantine and what was decided on it", async () => {
    const { surveyUrl, invitationId } = await invite(hearback, { customer: { email: "scanned@example.com" } });
    await hearback.submit(surveyUrl, { score: "1", nonce: "made up" });
    await hearback.jobs.run("react-to-changes");
    const quarantined = invitationId.replace("inv_", "qua_");
    await hearback.call("POST", `/v1/responses/${quarantined}01/dismiss`);
    const { json } = await ask("email:scanned@example.com");
    expect(json.timeline.slice(-2)).toMatchObject([
      {
        what: "quarantined",
        answerId: `${quarantined}01`,
        score: 1,
        signals: expect.arrayContaining(["nonce_foreign"]),
      },
      { what: "dismissed", answerId: `${quarantined}01`, by: expect.stringMatching(/^key_/) },
    ]);
    expect(json.interactions[0]).not.toHaveProperty("response");
  });

  it("of a test customer is told to a test key", async () => {
    const { json: key } = await hearback.call("POST", "/v1/keys", {
      body: { name: "Trying", mode: "test", scopes: ["ingest", "read"] },
    });
    const customer = { email: "tess@example.com", id: "c-tess" };
    const live = await report({ customer });
    const tried = await report({ customer }, key.apiKey);
    expect(idOf(tried.id)).not.toBe(idOf(live.id));
    for (const name of ["email:tess@example.com", "id:c-tess"]) {
      expect((await ask(name)).json.customer.id).toBe(idOf(live.id));
      expect((await ask(name, key.apiKey)).json.customer.id).toBe(idOf(tried.id));
    }
  });

  it.each([
    `cus_${"0".repeat(22)}`,
    "cus_short",
    "email:nobody@example.com",
    "email:nobody@@example.com",
    "email:a@example.com,b@example.com",
    "email:",
    "id:",
    "id:\u0000",
    "id:nobody",
    "ID:c-42",
    "jo@example.com",
    "phone:0123456789",
    "x".repeat(2000),
  ])("is not found for %s, whose name is not repeated", async (name) => {
    const { status, json, text } = await ask(name);
    expect([status, json.type]).toEqual([404, "urn:hearback:problem:not_found"]);
    const said = name.slice(name.indexOf(":") + 1);
    if (said.length > 2) expect(text).not.toContain(said);
  });

  it("is nobody's in another workspace", async () => {
    const { id } = await report({ customer: { id: "c-ours", email: "ours@example.com" } });
    const { apiKey } = await hearback.plant();
    for (const name of [idOf(id), "id:c-ours", "email:ours@example.com"]) {
      expect((await ask(name)).status, name).toBe(200);
      expect((await ask(name, apiKey)).status, name).toBe(404);
    }
  });

  it("is read by one query, and writes nothing", async () => {
    await report({ customer: { email: "once@example.com" } });
    let queries = 0;
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === "QueryCommand") queries++;
          return next(args);
        },
      { step: "initialize", name: "queryCounter" },
    );
    try {
      expect(await hearback.writesDuring(() => ask("email:once@example.com"))).toEqual([]);
      expect(queries).toBe(1);
    } finally {
      hearback.dynamodb.middlewareStack.remove("queryCounter");
    }
  });

  it.each(["1", "2", "5", "7", "8"])("comes whole in pages of %s interactions", async (limit) => {
    const email = `often-${limit}@example.com`;
    const now = Date.parse(hearback.clock.now());
    const ids: string[] = [];
    // Out of order, three of them at once.
    for (const day of [3, 0, 5, 1, 1, 1, 9]) {
      const occurredAt = new Date(now - days(day) * 1000).toISOString();
      ids.push((await report({ customer: { email }, occurredAt })).id);
    }
    const { json: whole } = await ask(`email:${email}`);
    expect(whole).not.toHaveProperty("nextCursor");
    expect(idsOf(whole.interactions).toSorted()).toEqual(ids.toSorted());
    const times = whole.interactions.map(({ occurredAt }: { occurredAt: string }) => occurredAt);
    expect(times).toEqual(times.toSorted().reverse());

    const pages = await pagesOf(`email:${email}`, { limit });
    expect(pages).toHaveLength(Math.ceil(7 / Number(limit)));
    expect(pages.flatMap(({ interactions }) => interactions)).toEqual(whole.interactions);
    const told = pages.flatMap(({ timeline }) => timeline);
    expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
      new Set(whole.timeline.map((one: unknown) => JSON.stringify(one))),
    );
    expect(told).toHaveLength(whole.timeline.length);
  });

  it("that is long comes in pages that can be answered", async () => {
    const { workspaceId } = hearback.seed;
    const { id } = await report({ customer: { email: "wordy@example.com" } });
    const customerId = idOf(id);
    const planted = Array.from({ length: 9 }, (_, index) => `${customerId.slice(4)}${String(index).padStart(22, "0")}`);
    for (const [index, own] of planted.entries()) {
      const [interactionId, invitationId] = [`int_${own}`, `inv_${own}`];
      const occurredAt = `2026-11-0${index + 1}T09:00:00.000Z`;
      const invitation = { id: invitationId, surveyId: hearback.seed.surveyId, dueAt: occurredAt };
      const outcome = { outcome: "invited", invitation } as const;
      const receivedAt = hearback.clock.now();
      await hearback.services.interactions.add(
        anInteraction({ workspaceId, customerId, id: interactionId, occurredAt, receivedAt, outcome }),
      );
      const words = { comment: "好".repeat(100_000), countedAt: receivedAt };
      await hearback.services.responses.add(
        aResponse({ workspaceId, customerId, interactionId, invitationId, id: `rsp_${own}`, ...words }),
      );
    }
    const pages = await pagesOf("email:wordy@example.com");
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flatMap(({ interactions }) => idsOf(interactions)).toSorted()).toEqual(
      [id, ...planted.map((own) => `int_${own}`)].toSorted(),
    );
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(3_000_000);
    const responses = pages.flatMap(({ interactions }) => interactions.filter((one) => one.response));
    expect(responses).toHaveLength(9);
  }, 30_000);

  it.each(foreignCursors)("is refused for the cursor %s", async (cursor) => {
    await report({ customer: { id: "c-cursor" } });
    const refused = await hearback.call("GET", `${path("id:c-cursor")}?cursor=${encodeURIComponent(cursor)}`);
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["query.cursor"]]);
  });

  it.each(["limit=0", "limit=201", "limit=all", "from=2026-11-22"])("is refused for %s", async (query) => {
    const refused = await hearback.call("GET", `${path("id:c-cursor")}?${query}`);
    expect([refused.status, faultsOf(refused)]).toEqual([422, [`query.${query.split("=")[0]}`]]);
  });

  it("is documented with every word it may be told in", async () => {
    const { json } = await hearback.call("GET", "/v1/openapi.json", { key: "" });
    const { what } = json.components.schemas.Timeline.properties;
    expect(what.enum).toEqual(whats);
    for (const word of whats) expect(what.description).toMatch(new RegExp(`^\`${word}\`: [A-Z].+\\.$`, "m"));
    for (const documented of ["Customer", "Interaction"]) {
      expect(json.components.schemas[documented].properties.timeline.items.$ref).toBe("#/components/schemas/Timeline");
    }
  });

  interface Page {
    readonly interactions: Items;
    readonly timeline: Items;
  }

  async function pagesOf(name: string, query: Record<string, string> = {}): Promise<Page[]> {
    const pages: Page[] = [];
    let cursor: string | undefined;
    do {
      const search = new URLSearchParams({ ...query, ...(cursor && { cursor }) });
      const { status, json } = await hearback.call("GET", `${path(name)}?${search}`);
      expect(status).toBe(200);
      pages.push(json);
      cursor = json.nextCursor;
    } while (cursor !== undefined && pages.length < 50);
    return pages;
  }
});
