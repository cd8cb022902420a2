import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppError } from "../../../functions/domain/errors.ts";
import { windowEnding } from "../../../functions/domain/kpi/window.ts";
import type { ListQuery } from "../../../functions/domain/ports/lists.ts";
import type { Services } from "../../../functions/domain/ports/services.ts";
import type { Response } from "../../../functions/domain/response.ts";
import { readPairs } from "../../../functions/endpoints/kpis/read-pairs.ts";
import { startHearback, type TestHearback } from "../../support/hearback.ts";
import { override } from "../../support/override.ts";

describe("figures by two dimensions of very many records", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  /** A store that holds so many responses a day, back to the beginning of time, and counts what is read of it. */
  function withResponses(perDay: number): { services: Services; read: () => number } {
    let read = 0;
    const list = async ({ to, cursor = to, limit }: ListQuery) => {
      const items = Array.from({ length: limit }, (_, index): Partial<Response> => {
        const at = Date.parse(cursor) - ((index + 1) * 86_400_000) / perDay;
        return {
          ...{ surveyId: hearback.seed.surveyId, score: 9, test: false, countedAt: new Date(at).toISOString() },
          segments: { channel: { value: "chat" }, agent: { value: `a-${index % 3}` } },
        };
      }) as Response[];
      read += items.length;
      return { items, nextCursor: items.at(-1)?.countedAt ?? "" };
    };
    return { services: override(hearback.services, { responses: { list } }), read: () => read };
  }

  async function refusal(perDay: number): Promise<{ message: string; read: number }> {
    const { services, read } = withResponses(perDay);
    const wanted = {
      ...{ kinds: ["response"] as const, surveyIds: ["*"], pair: ["channel", "agent"] as const, timeZone: "UTC" },
      window: windowEnding(hearback.clock.now().slice(0, 10), 30),
    };
    const workspace = await services.workspaces.get(hearback.seed.workspaceId);
    const error: AppError = await readPairs(wanted, workspace, services).then(
      () => expect.fail("was answered"),
      (reason) => reason,
    );
    return { message: error.faults[0]?.message ?? "", read: read() };
  }

  it("are refused before all of them are read, and told how many days would do", async () => {
    const { message, read } = await refusal(1000);
    expect(message).toMatch(/: ask for (?:9|10) days$/);
    expect(read).toBeLessThanOrEqual(11_000);
  });

  it("are told of no length of time where a day alone has too many", async () => {
    expect((await refusal(100_000)).message).toMatch(/even of a day: name one dimension$/);
  });
});
