import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api } from "../../functions/api.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import { ingest } from "../../functions/ingest.ts";
import { lambdaContext } from "../../local/lambda-context.ts";
import { httpEvent } from "../lib/events.ts";
import { crashAt } from "../support/crash.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

describe("a POST with an Idempotency-Key that does not come to its end", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  async function post(
    services: Services,
    path: string,
    key: string,
    body: unknown,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const headers = {
      authorization: `Bearer ${hearback.seed.apiKey}`,
      "content-type": "application/json",
      "idempotency-key": key,
    };
    const { event, function: name } = httpEvent("POST", path, { headers, body: JSON.stringify(body) });
    return (name === "ingest" ? ingest : api)(services)(event, lambdaContext(name, 10_000));
  }

  it("makes one interaction, one invitation and one mail, at whichever of its calls it crashes", async () => {
    const { services, clock } = hearback;
    let n = 0;
    for (let crashed = true; crashed; n++) {
      const [key, address] = [`crash-${n}`, `crash-${n}@example.com`];
      const report = { type: "ticket.solved", customer: { email: address } };
      const dying = crashAt(services, n);
      await post(dying.services, "/v1/interactions", key, report);
      crashed = dying.hasCrashed();
      const about = `after a crash at call ${n}`;
      let answer = await post(services, "/v1/interactions", key, report);
      if (answer.statusCode === 409) {
        await clock.advance(61);
        answer = await post(services, "/v1/interactions", key, report);
      }
      expect([200, 202], about).toContain(answer.statusCode);
      const { id, outcome } = JSON.parse(answer.body ?? "");
      expect(outcome, about).toBe("invited");
      const again = await post(services, "/v1/interactions", key, report);
      expect([again.headers?.["idempotency-replayed"], again.body], about).toEqual(["true", answer.body]);
      await hearback.jobs.run("dispatch-invitations");
      expect(
        hearback.ses.accepted.filter(({ to }) => to.includes(address)),
        about,
      ).toHaveLength(1);
      const found = await services.interactions.find(hearback.seed.workspaceId, id);
      expect(found, about).toBeDefined();
    }
    expect(n).toBeGreaterThan(8);
  });

  it("holds the others off for a minute, and is then run by one of them", async () => {
    const { services, clock } = hearback;
    const survey = { name: "Held off", kind: "nps" };
    await new Promise<void>((resolve) => {
      const never = override(services.surveys, {
        add: () => {
          resolve();
          return new Promise(() => {});
        },
      });
      void post({ ...services, surveys: never }, "/v1/surveys", "held-off", survey);
    });
    expect((await post(services, "/v1/surveys", "held-off", survey)).statusCode).toBe(409);
    await clock.advance(50);
    expect((await post(services, "/v1/surveys", "held-off", survey)).statusCode).toBe(409);
    await clock.advance(11);
    const next = await Promise.all(Array.from({ length: 10 }, () => post(services, "/v1/surveys", "held-off", survey)));
    const done = next.filter(({ statusCode, headers }) => statusCode === 201 && !headers?.["idempotency-replayed"]);
    expect(done).toHaveLength(1);
  });

  it("loses its answer to who took over, when it comes to its end after all", async () => {
    const { services, clock } = hearback;
    const survey = { name: "Slow", kind: "nps" };
    let wake = (): void => {};
    let fallAsleep = (): void => {};
    const asleep = new Promise<void>((resolve) => {
      fallAsleep = resolve;
    });
    const slow = override(services.surveys, {
      add: async (...given: Parameters<Services["surveys"]["add"]>) => {
        const awake = new Promise<void>((resolve) => {
          wake = resolve;
        });
        fallAsleep();
        await awake;
        return services.surveys.add(...given);
      },
    });
    const first = post({ ...services, surveys: slow }, "/v1/surveys", "slow", survey);
    await asleep;
    expect((await post(services, "/v1/surveys", "slow", survey)).statusCode).toBe(409);
    await clock.advance(61);
    const second = await post(services, "/v1/surveys", "slow", survey);
    wake();
    expect([(await first).statusCode, second.statusCode]).toEqual([201, 201]);
    expect((await post(services, "/v1/surveys", "slow", survey)).body).toBe(second.body);
  });

  it("may be tried again at once when it failed on our side, with the same body only", async () => {
    const { services } = hearback;
    const survey = { name: "Failed", kind: "nps" };
    const failing = override(services.surveys, { add: () => Promise.reject(new Error("broken")) });
    const failed = await post({ ...services, surveys: failing }, "/v1/surveys", "failed", survey);
    const other = await post(services, "/v1/surveys", "failed", { ...survey, name: "Other" });
    const again = await post(services, "/v1/surveys", "failed", survey);
    expect([failed.statusCode, other.statusCode, again.statusCode]).toEqual([500, 422, 201]);
    expect(again.headers?.["idempotency-replayed"]).toBeUndefined();
  });

  it("is answered all the same when the answer could not be written down, and is held off until the lease ends", async () => {
    const { services, clock } = hearback;
    const body = { type: "ticket.solved", customer: { id: "c-unwritten" } };
    const forgetful = override(services.idempotency, { answer: () => Promise.reject(new Error("broken")) });
    const first = await post({ ...services, idempotency: forgetful }, "/v1/interactions", "unwritten", body);
    expect(first.statusCode).toBe(202);
    expect((await post(services, "/v1/interactions", "unwritten", body)).statusCode).toBe(409);
    await clock.advance(61);
    const again = await post(services, "/v1/interactions", "unwritten", body);
    expect([again.statusCode, JSON.parse(again.body ?? "")]).toEqual([200, JSON.parse(first.body ?? "")]);
  });

  it("is not taken for another's when the client repeats its own first write", async () => {
    const { services, dynamodb } = hearback;
    let repeated = 0;
    dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const { Item } = args.input as { Item?: { record?: unknown } };
          const isFirst = commandName === "PutItemCommand" && JSON.stringify(Item).includes('"idempotency"');
          if (isFirst && repeated++ === 0) await next(args);
          return next(args);
        },
      { step: "initialize", name: "lostAnswer" },
    );
    try {
      const answer = await post(services, "/v1/surveys", "repeated", { name: "Repeated", kind: "nps" });
      expect([answer.statusCode, repeated]).toEqual([201, 1]);
    } finally {
      dynamodb.middlewareStack.remove("lostAnswer");
    }
  });
});
