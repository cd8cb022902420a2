import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scopes } from "../../functions/domain/api-key.ts";
import { AppError } from "../../functions/domain/errors.ts";
import type { Interaction } from "../../functions/domain/interaction.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import { acceptRows } from "../../functions/endpoints/interactions/accept-rows.ts";
import { isToRetry } from "../../functions/endpoints/interactions/batch-row.ts";
import { crashAt } from "../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

describe("a batch that is cut off", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  /** Rows without ids of their own as well, and two of one customer. */
  const rowsOf = (name: string) => [
    interaction({ id: name, customer: { id: name, email: `${name}@example.com` } }),
    interaction({ customer: { email: `${name}-link@example.com` }, send: { via: "link" } }),
    interaction({ customer: { email: `${name}@example.com` }, send: { via: "none" } }),
  ];

  const outcomes = ["invited", "invited", "not_invited"];

  const accept = async (
    name: string,
    services: Services = hearback.services,
    options: { rows?: unknown[]; millisecondsLeft?: () => number } = {},
  ) => {
    const { rows = rowsOf(name), millisecondsLeft = () => 60_000 } = options;
    const { workspaceId } = hearback.seed;
    const workspace = await hearback.services.workspaces.get(workspaceId);
    const caller = { workspaceId, workspace, keyId: "key", mode: "live", scopes } as const;
    const request = { idempotencyKey: name, requestId: name, caller, millisecondsLeft };
    return acceptRows({ ...request, rows: rows.map((value) => ({ value })) }, services);
  };

  const interactionsOf = async (name: string): Promise<number> => {
    const { json } = await hearback.call("GET", `/v1/customers/email:${name}@example.com`);
    return json.interactions.length;
  };

  it("is completed when it comes again, wherever that was", async () => {
    let rounds = 0;
    // Where a single one is cut off is tried at every call, in acceptance-crashes.
    for (let n = 0, crashed = true; crashed; n += 4, rounds++) {
      const name = `cut-${n}`;
      const dying = crashAt(hearback.services, n);
      const answers = await accept(name, dying.services);
      crashed = dying.hasCrashed();
      expect(answers.some(isToRetry), name).toBe(crashed);
      const completed = await accept(name);
      expect(
        completed.map((answer) => "outcome" in answer && answer.outcome),
        name,
      ).toEqual(outcomes);
      for (const [index, answer] of answers.entries()) {
        if (!isToRetry(answer)) expect(completed[index], name).toEqual(answer);
      }
      expect(await accept(name), name).toEqual(completed);
      expect(await interactionsOf(name), name).toBe(2);
    }
    expect(rounds).toBeGreaterThan(4);
    await hearback.jobs.run("dispatch-invitations");
    expect(hearback.ses.accepted.filter(({ to }) => to[0]?.startsWith("cut-"))).toHaveLength(rounds);
    expect(await hearback.jobs.run("check-laws")).toMatchObject({ violations: 0 });
  });

  it("answers retry for the rows that there was no time to begin, and the same batch again does those", async () => {
    const { interactions } = hearback.services;
    let begun = 0;
    const counting = override(interactions, {
      add: (one: Interaction) => {
        begun++;
        return interactions.add(one);
      },
    });
    const rows = Array.from({ length: 60 }, (_, n) => interaction({ id: `late-${n}` }));
    const services = { ...hearback.services, interactions: counting };
    const first = await accept("late", services, { rows, millisecondsLeft: () => (begun < 20 ? 60_000 : 2000) });
    const missing = first.filter(isToRetry).length;
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThan(60);
    const again = await accept("late", hearback.services, { rows });
    expect(again.filter(isToRetry)).toEqual([]);
    for (const [index, answer] of first.entries()) if (!isToRetry(answer)) expect(again[index]).toEqual(answer);
  });

  it("does not wait for a row that hangs", async () => {
    const { interactions } = hearback.services;
    const hanging = override(interactions, {
      add: (one: Interaction) => (one.businessId === "hangs" ? new Promise(() => {}) : interactions.add(one)),
    });
    const rows = [interaction({ id: "hangs" }), interaction({ id: "goes on" })];
    const services = { ...hearback.services, interactions: hanging };
    const answers = await accept("hangs", services, { rows, millisecondsLeft: () => 4000 });
    expect(answers.map(isToRetry)).toEqual([true, false]);
  });

  it("answers retry for a row that met a busy table, and keeps no such answer under the batch's key", async () => {
    const headers = { "idempotency-key": "busy" };
    const body = { items: [interaction({ id: "busy-1" }), interaction({ id: "busy-2" })] };
    let isBusy = true;
    hearback.dynamodb.middlewareStack.add(
      (next) => (args) => {
        if (isBusy && JSON.stringify(args.input).includes("busy-2")) {
          throw Object.assign(new Error("Slow down"), { name: "ThrottlingException" });
        }
        return next(args);
      },
      { step: "initialize", name: "busy" },
    );
    const first = await hearback.call("POST", "/v1/interactions/batch", { body, headers });
    expect(first.json).toMatchObject({ errors: 1, items: [{ outcome: "invited" }, { status: "retry" }] });
    isBusy = false;
    const again = await hearback.call("POST", "/v1/interactions/batch", { body, headers });
    expect(again.headers.get("idempotency-replayed")).toBeNull();
    expect(again.json).toMatchObject({ errors: 0, items: [first.json.items[0], { outcome: "invited" }] });
    const kept = await hearback.call("POST", "/v1/interactions/batch", { body, headers });
    expect([kept.headers.get("idempotency-replayed"), kept.text]).toEqual(["true", again.text]);
  });

  it("is not harmed by a fault of ours in one row", async () => {
    const { interactions } = hearback.services;
    const broken = override(interactions, {
      add: (one: Interaction) => {
        if (one.businessId === "ours") throw new AppError("unavailable", "Busy.");
        if (one.businessId === "bug") throw new TypeError("A bug.");
        return interactions.add(one);
      },
    });
    const rows = ["ours", "fine", "bug"].map((id) => interaction({ id }));
    const answers = await accept("bugs", { ...hearback.services, interactions: broken }, { rows });
    expect(answers.map(isToRetry)).toEqual([true, false, true]);
    const logged = hearback.logged.filter(({ message }) => message === "a row of a batch failed");
    expect(logged.at(-1)?.details).toMatchObject({ requestId: "bugs", index: 2, error: "TypeError" });
  });
});
