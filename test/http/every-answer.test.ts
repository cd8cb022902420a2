import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { splitId } from "../../functions/domain/ids.ts";
import type { Route } from "../../functions/routes.ts";
import { type Answered, answer, type Invited, invite } from "../endpoints/customers.ts";
import type { Answer } from "../support/hearback.ts";
import { type ContractedHearback, everyRoute, startUnderContract, withoutNonces } from "./contract.ts";

const readable = everyRoute.filter(([, { method }]) => method === "GET");
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

describe("every answer", () => {
  let hearback: ContractedHearback;
  let answered: Answered;
  let link: Invited;
  let sourceId: string;
  let goalId: string;
  beforeAll(async () => {
    const followUps = [{ id: "why", type: "text", ask: { en: "Why?" }, required: false }] as const;
    hearback = await startUnderContract({ plant: { survey: { followUps } } });
    answered = await answer(hearback, 9);
    link = await invite(hearback, { send: { via: "link" } });
    await hearback.call("POST", "/v1/suppressions", { body: { email: "never@example.com" } });
    const source = { name: "Help desk", kind: "generic" };
    const goal = { metric: "aht", target: 60, from: "2099-01-01", by: "2099-12-31" };
    goalId = (await hearback.call("POST", "/v1/goals", { body: goal })).json.id;
    sourceId = (await hearback.call("POST", "/v1/sources", { body: source })).json.id;
  });
  afterAll(() => hearback.close());

  /** The route's path with things in it that exist. */
  function existing({ path }: Route): string {
    const tokenOf = (url: string) => url.split("/").at(-1) ?? "";
    const things: Record<string, string> = {
      "/s/": tokenOf(answered.surveyUrl),
      "/u/": tokenOf(answered.unsubscribeUrl),
      "/v1/interactions/": answered.interactionId,
      "/v1/invitations/": link.invitationId,
      "/v1/customers/": splitId(answered.interactionId).customerId,
      "/v1/responses/": answered.responseId,
      "/v1/surveys/": hearback.seed.surveyId,
      "/v1/suppressions/": "email:never%40example.com",
      "/v1/sources/": sourceId,
      "/v1/hooks/": sourceId,
      "/v1/keys/": `key_${hearback.seed.apiKey.split("_")[2]}`,
      "/v1/kpis/": "nps",
      "/v1/goals/": goalId,
    };
    const filled = path.replace("{version}", "1").replace(/\{[^}]+\}/, things[path.slice(0, path.indexOf("{"))] ?? "");
    return path.startsWith("/v1/kpis") ? `${filled}?survey=${hearback.seed.surveyId}` : filled;
  }

  const comparable = ({ headers }: Answer): Record<string, string> => {
    const changing = [
      "date",
      "x-request-id",
      "content-length",
      "transfer-encoding",
      "connection",
      "keep-alive",
      "ratelimit",
    ];
    const lasting = [...headers].filter(([name]) => !changing.includes(name));
    return Object.fromEntries(lasting.map(([name, value]) => [name, withoutNonces(value)]));
  };

  it.each(readable)("to HEAD is that to %s without its body, and writes nothing", async (_, route) => {
    const path = existing(route);
    const written = await hearback.writesDuring(async () => {
      const [get, head] = [await hearback.call("GET", path), await hearback.call("HEAD", path)];
      expect(get.status).toBe(200);
      expect([head.status, comparable(head)]).toEqual([get.status, comparable(get)]);
    });
    expect(written).toEqual([]);
  });

  it("to HEAD of what cannot be had is that to GET as well", async () => {
    for (const [path, key] of [
      ["/v1/interactions/x", undefined],
      ["/v1/workspace", ""],
      ["/v1/interactions?limit=0", undefined],
      ["/v1/none", undefined],
      ["/s/none", undefined],
    ] as const) {
      const [get, head] = [await hearback.call("GET", path, { key }), await hearback.call("HEAD", path, { key })];
      expect([head.status, comparable(head)]).toEqual([get.status, comparable(get)]);
      expect(head.status).toBeGreaterThanOrEqual(400);
    }
  });

  it.each([
    "/",
    "/v1",
    "/v1/",
    "/v2/interactions",
    "/v1/interaction",
    "/v1/interactions/",
    "/v1/surveys/srv_1/publish",
    "/v1/surveys/srv_1/versions/1/more",
    "/s",
    "/s/",
    "/s/token/thanks/more",
    "/u/",
    "/favicon.ico",
    "/robots.txt",
    "/.env",
    "/v1/interactions/a/b",
    "/V1/health",
    "/v1/health/",
    "/%00",
    "/%F0%9F%99%82?x=%ff",
  ])("to %s, which is no route, is a problem", async (path) => {
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      const { json } = await hearback.call(method, path, { key: "" });
      expect(json).toMatchObject({ type: "urn:hearback:problem:not_found", title: "Not found", status: 404 });
    }
  });

  const paths = [...new Set(everyRoute.map(([, { path }]) => path))];
  it.each(paths)("to a method that %s does not know is a problem that names those it knows", async (path) => {
    const asked = path.replace(/\{[^}]+\}/g, "x");
    // A survey could have the id "import", for all that a router knows.
    const matches = (route: Route) => new RegExp(`^${route.path.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(asked);
    const known = everyRoute.filter(([, route]) => matches(route)).map(([, { method }]) => method as string);
    if (known.includes("GET")) known.push("HEAD");
    const written = await hearback.writesDuring(async () => {
      for (const method of methods.filter((one) => !known.includes(one))) {
        const { status, json } = await hearback.call(method, asked, { key: "" });
        expect(status, method).toBe(405);
        if (method === "HEAD") continue;
        expect(json.title).toBe("Method not allowed");
        for (const name of known) expect(json.detail).toContain(name);
      }
    });
    expect(written).toEqual([]);
  });

  it("to a method that is not known names the others in Allow, as RFC 9110 asks", async () => {
    const { headers } = await hearback.call("DELETE", "/v1/interactions");
    const allowed = (headers.get("allow") ?? "").split(/,\s*/).sort();
    expect(allowed).toEqual(["GET", "HEAD", "POST"]);
  });

  it("says where a key goes when there is none", async () => {
    const { json, headers } = await hearback.call("GET", "/v1/interactions", { key: "" });
    expect(json).toMatchObject({ type: "urn:hearback:problem:unauthorized", status: 401 });
    expect(headers.get("www-authenticate")).toBe("Bearer");
  });

  it("has a request id of its own", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await hearback.call("GET", "/v1/health")).headers.get("x-request-id")),
    );
    expect(new Set(ids).size).toBe(20);
  });

  it("about the service's health says ok and nothing else", async () => {
    expect((await hearback.call("GET", "/v1/health", { key: "" })).json).toEqual({ status: "ok" });
  });
});
