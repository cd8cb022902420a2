import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinId } from "../../functions/domain/ids.ts";
import { overallTally } from "../../functions/domain/kpi/fold.ts";
import type { RecordChange } from "../../functions/domain/record-change.ts";
import type { Response } from "../../functions/domain/response.ts";
import { computeKpis } from "../../functions/jobs/compute-kpis.ts";
import { reactToChanges } from "../../functions/jobs/react-to-changes.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const plenty = () => 300_000;

describe("computing KPIs", () => {
  let hearback: TestHearback;
  beforeEach(async () => {
    hearback = await startHearback();
  });
  afterEach(() => hearback.close());

  const response = (score: number, countedAt: string, overrides: Partial<Response> = {}): Response => {
    const { services, seed } = hearback;
    const customerId = `cus_${services.ids.random(16)}`;
    const own = services.ids.random(16);
    return {
      id: joinId("rsp", customerId, own),
      workspaceId: seed.workspaceId,
      customerId,
      invitationId: joinId("inv", customerId, own),
      interactionId: joinId("int", customerId, own),
      surveyId: seed.surveyId,
      surveyVersion: 1,
      segments: { agent: { value: "a-7", label: "Sam" } },
      test: false,
      score,
      countedAt,
      changedAt: countedAt,
      editableUntil: countedAt,
      revision: 1,
      edits: [],
      ...overrides,
    };
  };

  const give = async (...responses: Response[]) => {
    for (const one of responses) await hearback.services.responses.add(one);
    return responses;
  };

  const compute = () => hearback.jobs.run("compute-kpis");
  const nps = async (query = "") =>
    (await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}${query}`)).json;
  const ago = (days: number) => new Date(Date.parse(hearback.clock.now()) - days * 86_400_000).toISOString();
  const setZone = (timeZone: string) => hearback.call("PATCH", "/v1/workspace", { body: { timeZone } });

  it("counts the answers of the window and, before it, of the previous one", async () => {
    await give(
      response(10, ago(0)),
      response(0, ago(5)),
      response(9, ago(29)),
      response(3, ago(30)),
      response(8, ago(59)),
    );
    await give(response(10, ago(60)));
    await compute();
    expect(await nps()).toMatchObject({ n: 3, value: 33.3, previous: { n: 2, value: -50 } });
    expect(await nps("&window=7")).toMatchObject({ n: 2, value: 0, previous: { n: 0, value: null } });
    expect(await nps("&window=90")).toMatchObject({ n: 6 });
  });

  it("agrees with itself whether a window is read from its snapshot or from day folds", async () => {
    await give(...Array.from({ length: 40 }, (_, index) => response(index % 11, ago(index * 2.3))));
    await compute();
    const today = (await nps()).window.to;
    for (const days of [7, 30, 90]) {
      const fromSnapshot = await nps(`&window=${days}&by=agent`);
      // The day before has no snapshot, so one day more ending today is read from day folds.
      const wider = await nps(`&window=${days + 1}`);
      const asOf = await nps(`&window=${days}&asOf=${today}&by=agent`);
      expect(asOf).toEqual(fromSnapshot);
      expect(wider.n).toBeGreaterThanOrEqual(fromSnapshot.n);
    }
    const reference = (days: number) =>
      Array.from({ length: 40 }, (_, index) => ago(index * 2.3)).filter(
        (at) => at.slice(0, 10) > ago(days).slice(0, 10),
      ).length;
    for (const days of [7, 8, 30, 31, 90]) expect((await nps(`&window=${days}`)).n).toBe(reference(days));
  });

  it("follows an edit: the score changes, the day does not", async () => {
    const [first] = await give(response(2, ago(3)));
    await compute();
    expect(await nps()).toMatchObject({ value: -100 });
    if (first) await hearback.services.responses.save({ ...first, score: 10, revision: 2, changedAt: ago(0) });
    await compute();
    expect(await nps()).toMatchObject({ value: 100, n: 1 });
    expect(await nps("&window=1")).toMatchObject({ n: 0, value: null });
  });

  it("counts a test answer nowhere", async () => {
    await give(response(10, ago(0), { test: true }));
    await compute();
    expect(await nps("&by=agent")).toMatchObject({ n: 0, value: null, segments: [] });
  });

  it("comes out the same when stream records are doubled, reordered and repeated later", async () => {
    const { services } = hearback;
    const responses = await give(...Array.from({ length: 12 }, (_, index) => response(index % 11, ago(index))));
    await compute();
    const expected = await nps("&by=agent");
    const changes: RecordChange[] = responses.map((after) => ({ record: "response", expired: false, after }));
    for (const batch of [[...changes].reverse(), [...changes, ...changes], changes.slice(3, 7)]) {
      await reactToChanges(batch, services);
      await hearback.clock.advance(2);
      await computeKpis(services, plenty);
    }
    expect({ ...(await nps("&by=agent")), computedAt: "" }).toEqual({ ...expected, computedAt: "" });
  });

  it("comes out the same when several runs work at once", async () => {
    const { services } = hearback;
    await give(...Array.from({ length: 10 }, (_, index) => response(index % 11, ago(index))));
    await hearback.jobs.run("react-to-changes");
    await hearback.clock.advance(2);
    await Promise.all([1, 2, 3].map(() => computeKpis(services, plenty)));
    await compute();
    expect(await nps()).toMatchObject({ n: 10 });
  });

  it("is finished by the next run when it crashes at its awaits", async () => {
    const { services } = hearback;
    let total = 0;
    let n = 0;
    // Every third call: all of them would take a minute.
    for (let crashed = true; crashed; n += 3) {
      await give(response(10, ago(0)), response(0, ago(9)));
      total += 2;
      await hearback.jobs.run("react-to-changes");
      await hearback.clock.advance(2);
      const dying = crashAt(services, n);
      await computeKpis(dying.services, plenty).catch((error: unknown) => {
        const causes: unknown[] = error instanceof AggregateError ? error.errors : [error];
        if (!causes.every((cause) => cause instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      await compute();
      expect((await nps()).n, `answers counted after a crash at call ${n}`).toBe(total);
    }
    expect(n).toBeGreaterThan(30);
  }, 120_000);

  it("counts every answer although ordinary reads are stale", async () => {
    const { dynamodb } = hearback;
    // What a read that is not consistent answers, it answered before: a table whose replicas lag behind.
    const earlier = new Map<string, unknown>();
    dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        const input = args.input as { ConsistentRead?: boolean; IndexName?: string };
        const isRead = /^(GetItem|Query)Command$/.test(String(context.commandName));
        if (!isRead || input.ConsistentRead || input.IndexName) return next(args);
        const question = JSON.stringify(input);
        const now = await next(args);
        const stale = earlier.get(question) ?? now;
        earlier.set(question, now);
        return stale as typeof now;
      },
      { step: "initialize", name: "stale-reads" },
    );
    for (let total = 1; total <= 4; total++) {
      await give(response(10, ago(0)));
      await compute();
    }
    dynamodb.middlewareStack.remove("stale-reads");
    expect(await nps()).toMatchObject({ n: 4 });
  });

  it("folds a slot that never stops changing", async () => {
    const { services, clock, seed } = hearback;
    await give(response(10, ago(0)));
    await hearback.jobs.run("react-to-changes");
    const [mark] = await services.staleSlots.list(seed.workspaceId, "9", 1);
    const restless = { ...services, settings: { ...services.settings, markRestSeconds: 60 } };
    for (let edit = 0; edit < 3; edit++) {
      await clock.advance(55);
      await services.staleSlots.mark({ ...seed, kind: "response", slot: mark?.slot ?? "", at: clock.now() });
      await computeKpis(restless, plenty);
    }
    expect(await nps()).toMatchObject({ n: 1 });
    expect(await services.staleSlots.list(seed.workspaceId, "9", 1)).toHaveLength(1);
  });

  it("makes a change of zone good that was cut off, even when the zone changes back or on", async () => {
    const { services } = hearback;
    const at = `${ago(4).slice(0, 10)}T00:30:00.000Z`;
    await give(response(10, at));
    await compute();
    for (const [away, then] of [
      ["America/New_York", "UTC"],
      ["America/New_York", "Asia/Tokyo"],
    ] as const) {
      await setZone(away);
      let saves = 0;
      const saveHorizon = (...args: Parameters<typeof services.figures.saveHorizon>) =>
        saves++ > 0 ? Promise.reject(new Crash()) : services.figures.saveHorizon(...args);
      const figures = override(services.figures, { saveHorizon });
      await expect(computeKpis({ ...services, figures }, plenty)).rejects.toThrow();
      await setZone(then);
      await compute();
      expect(await nps()).toMatchObject({ n: 1, window: { timeZone: then } });
      const day = at.slice(0, 10);
      expect(await nps(`&window=1&asOf=${day}`)).toMatchObject({ n: 1 });
    }
  });

  it("computes the other workspaces when one cannot be computed", async () => {
    const { services } = hearback;
    await give(response(10, ago(0)));
    await hearback.jobs.run("react-to-changes");
    await hearback.clock.advance(2);
    const broken = await hearback.plant();
    const get = (id: string) =>
      id === broken.workspaceId ? Promise.reject(new Error("No.")) : services.workspaces.get(id);
    const workspaces = override(services.workspaces, { get });
    await expect(computeKpis({ ...services, workspaces }, plenty)).rejects.toThrow(AggregateError);
    expect(await nps()).toMatchObject({ n: 1 });
  });

  it("rolls the windows at local midnight of a workspace in which nothing happens", async () => {
    await give(response(10, ago(0)));
    await compute();
    const passDays = async (count: number) => {
      for (let day = 0; day < count; day++) {
        await hearback.clock.advance(86_400);
        await compute();
      }
    };
    await passDays(6);
    expect(await nps("&window=7&by=agent")).toMatchObject({ n: 1, segments: [{ segment: "a-7", n: 1 }] });
    await passDays(1);
    expect(await nps("&window=7")).toMatchObject({ n: 0, previous: { n: 1, value: 100 } });
  });

  it("costs next to nothing at midnight where there are no days, and reads only the days that there are", async () => {
    const calls: string[] = [];
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          calls.push(commandName);
          return next(args);
        },
      { step: "initialize", name: "countCalls" },
    );
    const callsAtMidnight = async () => {
      await hearback.clock.advance(86_400);
      calls.length = 0;
      await compute();
      return calls.filter((name) => name !== "PutItemCommand").length;
    };
    await compute();
    expect(await callsAtMidnight()).toBeLessThan(10);
    await give(response(10, ago(0)));
    await compute();
    await callsAtMidnight();
    // Of the survey and of all surveys: their snapshots, and nine days at once.
    expect(await callsAtMidnight()).toBeLessThan(20);
    expect(await nps("&window=7")).toMatchObject({ n: 1 });
  });

  it("takes no snapshot twice at a midnight that was cut off, but what was written by halves", async () => {
    const { services, clock } = hearback;
    await give(response(10, ago(0)), response(0, ago(1)));
    await compute();
    await clock.advance(86_400);
    const saves: Promise<unknown>[] = [];
    // Of the survey and of all surveys, in four windows: all but one are taken.
    const saveSnapshot = async (...args: Parameters<typeof services.figures.saveSnapshot>) => {
      if (saves.length < 7) return saves[saves.push(services.figures.saveSnapshot(...args)) - 1];
      await Promise.all(saves);
      throw new Crash();
    };
    const dying = override(services.figures, { saveSnapshot });
    await expect(computeKpis({ ...services, figures: dying }, plenty)).rejects.toThrow();
    const read: string[] = [];
    const days = (...args: Parameters<typeof services.figures.days>) => {
      read.push(args[0].surveyId);
      return services.figures.days(...args);
    };
    const watched = override(services.figures, { days });
    await computeKpis({ ...services, figures: watched }, plenty);
    expect(new Set(read).size).toBe(1);
    expect(await nps("&window=7&by=agent")).toMatchObject({ n: 2, segments: [{ segment: "a-7", n: 2 }] });
  });

  it("rolls them over a leap day at the midnight of a zone of 45 minutes, as they are told before it has run", async () => {
    const goTo = (at: string) => hearback.clock.advance((Date.parse(at) - Date.parse(hearback.clock.now())) / 1000);
    const week = async () => {
      const { window, n, previous } = await nps("&window=7");
      return [window.from, window.to, n, previous.n];
    };
    await setZone("Asia/Kathmandu");
    await goTo("2028-02-24T12:00:00.000Z");
    await give(response(10, ago(0)));
    for (const [at, expected] of [
      ["2028-02-28T18:14:59.000Z", ["2028-02-22", "2028-02-28", 1, 0]],
      ["2028-02-28T18:15:00.000Z", ["2028-02-23", "2028-02-29", 1, 0]],
      ["2028-02-29T18:15:00.000Z", ["2028-02-24", "2028-03-01", 1, 0]],
      ["2028-03-01T18:15:00.000Z", ["2028-02-25", "2028-03-02", 0, 1]],
    ] as const) {
      await compute();
      await goTo(at);
      expect(await week(), `${at}, not yet rolled`).toEqual(expected);
      await compute();
      expect(await week(), at).toEqual(expected);
    }
  });

  it("merges the days anew when the workspace changes its zone", async () => {
    // 00:30 UTC is the day before in New York and the same day in Berlin.
    const at = `${ago(4).slice(0, 10)}T00:30:00.000Z`;
    const [day, dayBefore] = [at.slice(0, 10), ago(5).slice(0, 10)];
    await give(response(10, at));
    await compute();
    expect(await nps(`&window=1&asOf=${day}`)).toMatchObject({ n: 1 });
    await setZone("America/New_York");
    await compute();
    expect(await nps(`&window=1&asOf=${day}`)).toMatchObject({ n: 0 });
    expect(await nps(`&window=1&asOf=${dayBefore}`)).toMatchObject({ n: 1 });
    expect(await nps()).toMatchObject({ n: 1, window: { timeZone: "America/New_York" } });
    await setZone("Europe/Berlin");
    await compute();
    expect(await nps(`&window=1&asOf=${day}`)).toMatchObject({ n: 1 });
    expect(await nps(`&window=1&asOf=${dayBefore}`)).toMatchObject({ n: 0 });
  });

  it("goes on with a change of zone that takes several runs, and comes to the same", async () => {
    const { figures } = hearback.services;
    const { workspaceId } = hearback.seed;
    // Each on two days, by one zone or the other: more than are merged in a turn.
    const nights = Array.from({ length: 40 }, (_, index) => `${ago(4 + 2 * index).slice(0, 10)}T00:30:00.000Z`);
    await give(...nights.map((at) => response(10, at)));
    await compute();
    await setZone("America/New_York");
    const reached: unknown[] = [];
    const runOneTurn = async () => {
      let turns = 0;
      await computeKpis(hearback.services, () => (turns++ === 0 ? plenty() : 0));
      const horizon = await figures.horizon(workspaceId, { consistent: true });
      reached.push(horizon?.rebuilding?.reached?.slot);
    };
    for (let run = 0; run < 3; run++) await runOneTurn();
    expect(reached).toEqual([nights.toSorted()[32], "9", undefined]);
    const key = { workspaceId, kind: "response", surveyId: hearback.seed.surveyId, dimension: "all" } as const;
    const days = await figures.days(key, "2000-01-01", "2100-01-01");
    const filled = days.filter(({ folds }) => Object.keys(overallTally(folds)).length > 0).map(({ day }) => day);
    const dayBefore = (at: string) => new Date(Date.parse(at) - 86_400_000).toISOString().slice(0, 10);
    expect(filled).toEqual(nights.map(dayBefore).toSorted());
    expect(await nps("&window=90")).toMatchObject({ n: 40, window: { timeZone: "America/New_York" } });
  });

  describe("of two runs", () => {
    /** Computes, and right before it merges days something else is done to the end. */
    const computeWhile = async (act: () => Promise<unknown>) => {
      const { services } = hearback;
      const dated = async (id: string) => {
        await act();
        return services.figures.dated(id);
      };
      await computeKpis({ ...services, figures: override(services.figures, { dated }) }, plenty);
    };

    it("makes good what one writes in a zone that the other has left meanwhile", async () => {
      const at = `${ago(4).slice(0, 10)}T00:30:00.000Z`;
      await give(response(10, at));
      await compute();
      await give(response(9, at));
      await hearback.jobs.run("react-to-changes");
      await hearback.clock.advance(2);
      await computeWhile(async () => {
        await setZone("America/New_York");
        await compute();
      });
      await compute();
      expect(await nps(`&window=1&asOf=${at.slice(0, 10)}`)).toMatchObject({ n: 0 });
      expect(await nps(`&window=1&asOf=${ago(5).slice(0, 10)}`)).toMatchObject({ n: 2 });
      expect(await nps()).toMatchObject({ n: 2, window: { timeZone: "America/New_York" } });
    });

    it("makes good what one writes as of a day that is over for the other", async () => {
      const { figures } = hearback.services;
      await give(response(10, ago(3)));
      await compute();
      await give(response(9, ago(3)));
      await hearback.jobs.run("react-to-changes");
      await hearback.clock.advance(2);
      await computeWhile(async () => {
        await hearback.clock.advance(86_400);
        await compute();
      });
      await compute();
      const key = { ...hearback.seed, kind: "response", dimension: "all" } as const;
      expect(await figures.snapshot(key, 7)).toMatchObject({ day: ago(0).slice(0, 10) });
    });
  });

  it("keeps history when an answer's time is over, and follows when one is erased", async () => {
    const { services } = hearback;
    const [kept, erased] = [response(10, ago(1)), response(0, ago(1))];
    await give(kept);
    await compute();
    await reactToChanges([{ record: "response", expired: true, before: kept }], services);
    expect(await services.staleSlots.list(hearback.seed.workspaceId, "9", 10)).toEqual([]);
    await reactToChanges([{ record: "response", expired: false, before: erased }], services);
    expect(await services.staleSlots.list(hearback.seed.workspaceId, "9", 10)).toHaveLength(1);
  });

  it("does not fold a slot whose records may be expiring", async () => {
    const old = response(10, ago(800));
    await give(old);
    await compute();
    expect(await nps(`&window=1&asOf=${old.countedAt.slice(0, 10)}`)).toMatchObject({ n: 0 });
    expect(await hearback.services.staleSlots.list(hearback.seed.workspaceId, "9", 10)).toEqual([]);
  });

  it("breaks down by more values than a snapshot can hold, the smallest as one", async () => {
    const many = [ago(0), ago(1), ago(2)].flatMap((at, day) =>
      Array.from({ length: 250 }, (_, index) =>
        response(10, at, { segments: { product: { value: `${"p".repeat(150)}-${day}-${index}` } } }),
      ),
    );
    for (let from = 0; from < many.length; from += 50) {
      await Promise.all(many.slice(from, from + 50).map((one) => give(one)));
    }
    await compute();
    const { segments, n } = await nps("&by=product");
    expect(n).toBe(750);
    expect(segments).toHaveLength(501);
    expect(segments.reduce((sum: number, segment: { n: number }) => sum + segment.n, 0)).toBe(750);
  }, 60_000);

  it("breaks down by more values than one page of a day holds", async () => {
    const many = Array.from({ length: 120 }, (_, index) =>
      response(index % 11, ago(0), { segments: { product: { value: `p-${index}` } } }),
    );
    await Promise.all(many.map((one) => give(one)));
    await compute();
    const { segments, n } = await nps("&by=product");
    expect(n).toBe(120);
    expect(segments).toHaveLength(120);
  });
});
