import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinId } from "../../functions/domain/ids.ts";
import type { Interaction } from "../../functions/domain/interaction.ts";
import { monthsOfAll, overall, overallFold } from "../../functions/domain/kpi/fold.ts";
import type { RecordChange } from "../../functions/domain/record-change.ts";
import { followInteractions } from "../../functions/jobs/follow-interactions.ts";
import { followIssue } from "../../functions/jobs/follow-issue.ts";
import { reactToChanges } from "../../functions/jobs/react-to-changes.ts";
import { cliFor } from "../bin/cli.ts";
import { customerReference } from "../reference/customers.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const day = 86_400;

describe("what several interactions make together", () => {
  let hearback: TestHearback;
  beforeEach(async () => {
    hearback = await startHearback({ plant: { workspace: { grossMarginPercent: 40 } } });
  });
  afterEach(() => hearback.close());

  const ago = (days: number) => new Date(Date.parse(hearback.clock.now()) - days * day * 1000).toISOString();

  /** A customer by a digit. */
  const customer = (digit: number) => `cus_${String(digit).repeat(22)}`;

  const interaction = (type: string, occurredAt: string, told: Partial<Interaction> = {}): Interaction => {
    const { services, seed, clock } = hearback;
    const customerId = told.customerId ?? customer(1);
    return {
      id: joinId("int", customerId, services.ids.random(16)),
      workspaceId: seed.workspaceId,
      customerId,
      type,
      occurredAt,
      receivedAt: clock.now(),
      test: false,
      outcome: { outcome: "not_invited", reason: "no_survey" },
      ...told,
    };
  };

  const report = async (...interactions: Interaction[]) => {
    for (const one of interactions) await hearback.services.interactions.add(one);
    return interactions;
  };
  const added = (after: Interaction): RecordChange => ({ record: "interaction", expired: false, after });

  const compute = async () => {
    await hearback.jobs.run("react-to-changes");
    await hearback.jobs.run("compute-kpis");
  };
  const kpi = async (name: string, query = "") => (await hearback.call("GET", `/v1/kpis/${name}?${query}`)).json;

  describe("an issue", () => {
    it("counts once its window has passed, under whoever solved it, until a late contact turns the figure", async () => {
      const sam = { agent: { id: "a-7", name: "Sam" }, issueId: "ticket-1" };
      await report(
        interaction("ticket.opened", ago(0.5), { issueId: "ticket-1" }),
        interaction("ticket.solved", ago(0), sam),
      );
      await compute();
      const solvedAt = ago(0);
      expect(await kpi("fcr")).toMatchObject({ value: null, n: 0 });
      await hearback.clock.advance(6.9 * day);
      await compute();
      expect(await kpi("fcr")).toMatchObject({ value: null, n: 0 });
      await hearback.clock.advance(0.2 * day);
      await compute();
      expect(await kpi("fcr", "by=agent")).toMatchObject({
        value: 100,
        n: 1,
        segments: [{ segment: "a-7", label: "Sam" }],
      });
      expect(await kpi("fcr", `window=1&asOf=${solvedAt.slice(0, 10)}`)).toMatchObject({ value: 100, n: 1 });

      const again = interaction("call", ago(3), { issueId: "ticket-1", customerId: customer(2) });
      await report(again);
      await compute();
      expect(await kpi("fcr", "by=agent")).toMatchObject({ value: 0, n: 1, segments: [{ segment: "a-7", value: 0 }] });

      await reactToChanges([{ record: "interaction", expired: true, before: again }], hearback.services);
      await compute();
      expect(await kpi("fcr")).toMatchObject({ value: 0, n: 1 });
      await reactToChanges([{ record: "interaction", expired: false, before: again }], hearback.services);
      await compute();
      expect(await kpi("fcr")).toMatchObject({ value: 100, n: 1 });
    });

    it("is not counted again where an interaction tells of it, nor for a test, nor twice for another customer", async () => {
      await report(
        interaction("ticket.solved", ago(20), { issueId: "given" }),
        interaction("call", ago(19), { issueId: "given", resolvedOnFirstContact: true }),
        interaction("ticket.solved", ago(20), { issueId: "tested", test: true }),
        interaction("ticket.solved", ago(20), { issueId: "shared" }),
        interaction("ticket.solved", ago(18), { issueId: "shared", customerId: customer(2) }),
      );
      await compute();
      expect(await kpi("fcr")).toMatchObject({ value: 50, n: 2 });
    });

    it("counts under whoever solved it also where that is not to be seen yet, and keeps its place when it is no more", async () => {
      const { services, seed } = hearback;
      const workspace = await services.workspaces.get(seed.workspaceId);
      const sam = { agent: { id: "a-7", name: "Sam" }, issueId: "ticket-4" };
      const [solved] = await report(interaction("ticket.solved", ago(3), sam));
      const [late, later] = await report(
        interaction("ticket.opened", ago(2), { customerId: customer(2), issueId: "ticket-4" }),
        interaction("ticket.opened", ago(1), { customerId: customer(2), issueId: "ticket-4" }),
      );
      if (!solved || !late || !later) throw new Error("They were not reported.");
      const issueAfter = async (one: Interaction, find: typeof services.interactions.find) => {
        const interactions = override(services.interactions, { find });
        await followIssue(workspace, "ticket-4", [{ interaction: one, isErased: false }], {
          ...services,
          interactions,
        });
        return services.issues.find(workspace.id, services.ids.issue("ticket-4"));
      };
      await followIssue(workspace, "ticket-4", [{ interaction: solved, isErased: false }], services);
      const place = { segments: { agent: { value: "a-7", label: "Sam" } } };
      const lagging: typeof services.interactions.find = async (id, of, options) =>
        options?.consistent ? services.interactions.find(id, of, options) : undefined;
      expect(await issueAfter(late, lagging)).toMatchObject(place);
      expect(await issueAfter(later, async () => undefined)).toMatchObject(place);
    });

    it("is judged by the rules of now once it is recounted", async () => {
      await report(interaction("case.done", ago(20), { issueId: "x" }), interaction("call", ago(10), { issueId: "x" }));
      await compute();
      expect(await kpi("fcr")).toMatchObject({ n: 0 });
      await hearback.call("PATCH", "/v1/workspace", { body: { solvedTypes: ["case.*"], recontactWindowDays: 14 } });
      await recount();
      expect(await kpi("fcr")).toMatchObject({ value: 0, n: 1 });
      await hearback.call("PATCH", "/v1/workspace", { body: { recontactWindowDays: 9 } });
      await recount();
      expect(await kpi("fcr")).toMatchObject({ value: 100, n: 1 });
      await hearback.call("PATCH", "/v1/workspace", { body: { recontactWindowDays: 30 } });
      await recount();
      expect(await kpi("fcr")).toMatchObject({ n: 0 });
    });
  });

  /** What hearback recount does before it marks the slots. */
  const recount = async () => {
    const { services, seed } = hearback;
    const { items } = await services.interactions.list({ ...seed, from: ago(99), to: ago(-1), limit: 500 });
    await followInteractions(
      items.map((one) => ({ interaction: one, isErased: false })),
      services,
    );
    await compute();
  };

  describe("customers who come and go", () => {
    const names = ["churn_rate", "retention_rate", "clv"] as const;

    /** Every figure of a window, as the API shows it, beside what the reference says. */
    const expectFigures = async (reported: readonly Interaction[], days: number, asOf: string) => {
      const all = reported.map(({ customerId, ...one }) => ({ ...one, customer: customerId }));
      for (const name of names) {
        const { value, n, window } = await kpi(name, `window=${days}&asOf=${asOf.slice(0, 10)}`);
        const expected = customerReference(name, all, window, 40);
        const shown = expected.value === null ? null : Math.round(expected.value * 10) / 10;
        expect([value, n], `${name} of ${days} days to ${window.to}`).toEqual([shown, expected.n]);
      }
    };

    it("are followed in whatever order and however often they are told of, over months", async () => {
      const [a, b, c, d] = [1, 2, 3, 4].map((digit) => ({ customerId: customer(digit) })) as [
        object,
        object,
        object,
        object,
      ];
      const amount = { amount: { value: "49.90", currency: "EUR" } };
      const told = [
        interaction("customer.activated", ago(70), a),
        interaction("purchase.completed", ago(66), { ...b, ...amount }),
        interaction("purchase.completed", ago(45), { ...c, ...amount }),
        interaction("customer.cancelled", ago(28.2), b),
        interaction("purchase.completed", ago(12), { ...b, ...amount }),
        interaction("customer.activated", ago(10), d),
        interaction("customer.cancelled", ago(3.7), d),
        interaction("customer.cancelled", ago(2), a),
        interaction("customer.cancelled", ago(60), { ...c, test: true }),
      ];
      await report(...told.slice(4).reverse());
      await compute();
      await expectFigures(told.slice(4), 30, ago(0));
      // Late ones correct the moves after them.
      await report(...told.slice(0, 4));
      await compute();
      for (const [days, asOf] of [
        [30, 0],
        [30, 5],
        [12, 33],
      ] as const)
        await expectFigures(told, days, ago(asOf));
      const shown = () => Promise.all(names.map(async (name) => ({ ...(await kpi(name)), computedAt: "" })));
      const before = await shown();
      await reactToChanges([...told, ...told].reverse().map(added), hearback.services);
      await recount();
      expect(await shown()).toEqual(before);
    });

    it("are told by the days of a zone that the workspace changes to, and break no law", async () => {
      const told = [
        interaction("customer.activated", ago(40)),
        interaction("customer.cancelled", ago(10)),
        interaction("ticket.solved", ago(9), { issueId: "ticket-1" }),
      ];
      await report(...told);
      await compute();
      await hearback.call("PATCH", "/v1/workspace", { body: { timeZone: "Pacific/Kiritimati" } });
      await compute();
      await expectFigures(told, 30, ago(0));
      const { figures } = hearback.services;
      const { workspaceId } = hearback.seed;
      const check = () => cliFor(hearback).run("check", "--workspace", workspaceId);
      expect(await check()).toMatchObject({ stderr: "", code: 0 });
      const months = { workspaceId, kind: "move", surveyId: monthsOfAll } as const;
      const day = `${told[0]?.occurredAt.slice(0, 7)}-01`;
      const wrong = { day, folds: new Map([[overall, overallFold({ active: 7 })]]), computedAt: ago(0) };
      await figures.saveDay(months, wrong, await figures.standingDay(months, day));
      expect(await check()).toMatchObject({
        stdout: expect.stringMatching(`law 5  ${day}: the month's active`),
        code: 1,
      });
    }, 60_000);

    it("go on from moves whose interactions have expired, and begin where figures reach back to", async () => {
      const { services, clock, seed } = hearback;
      const known = interaction("customer.activated", ago(1));
      const brought = interaction("customer.activated", ago(2000), { customerId: customer(2) });
      await report(known, brought);
      await compute();
      const [window, asOf] = ["window=30", `asOf=${ago(0).slice(0, 10)}`];
      await clock.advance(800 * day);
      const leaving = [known, brought].map(({ customerId }) =>
        interaction("customer.cancelled", ago(1), { customerId }),
      );
      await report(...leaving);
      await compute();
      expect(await kpi("churn_rate", window)).toMatchObject({ value: 100, n: 2 });
      expect(await kpi("churn_rate", `${window}&${asOf}`)).toMatchObject({ value: 0, n: 1 });
      expect(await services.customerMoves.ofCustomer(seed.workspaceId, customer(1))).toMatchObject([
        { move: "gained", at: known.occurredAt },
        { move: "lost", since: known.occurredAt },
      ]);
    });

    it("are of no survey and no segment, and say so", async () => {
      const of = (query: string) => hearback.call("GET", `/v1/kpis${query}`);
      for (const name of names) {
        const refused = await of(`/${name}?survey=${hearback.seed.surveyId}`);
        expect([refused.status, refused.json.errors]).toEqual([
          422,
          [{ path: "query.survey", message: `is not for ${name}, which is of customers: leave it out` }],
        ]);
        const broken = await of(`/${name}?by=agent`);
        expect([broken.status, broken.json.errors[0].path]).toEqual([422, "query.by"]);
      }
      const listed = async (query: string) => (await of(query)).json.kpis.map((one: { kpi: string }) => one.kpi);
      expect(await listed("")).toEqual(expect.arrayContaining([...names]));
      expect(await listed(`?survey=${hearback.seed.surveyId}`)).not.toEqual(expect.arrayContaining(["churn_rate"]));
    });
  });

  it("comes out whole when the change is told again after a crash at any await", async () => {
    const { services, seed } = hearback;
    const { workspaceId } = seed;
    let n = 0;
    for (let crashed = true; crashed; n++) {
      const customerId = `cus_${String(n).padStart(22, "a")}`;
      const issueId = `issue-${n}`;
      const told = await report(
        interaction("purchase.completed", ago(20), { customerId, issueId }),
        interaction("customer.cancelled", ago(18), { customerId }),
        interaction("ticket.solved", ago(19), { customerId, issueId }),
      );
      const changes = told.map(added);
      const dying = crashAt(services, n);
      await reactToChanges(changes, dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      await reactToChanges(changes, services);
      const about = `after a crash at call ${n}`;
      const issue = await services.issues.find(workspaceId, services.ids.issue(issueId));
      expect(issue, about).toMatchObject({ interactionId: told[2]?.id, isSolvedAtOnce: true });
      expect(issue?.contacts, about).toHaveLength(2);
      const moves = await services.customerMoves.ofCustomer(workspaceId, customerId);
      expect(
        moves.map(({ move }) => move),
        about,
      ).toEqual(["gained", "lost"]);
    }
    expect(n).toBeGreaterThan(8);
    await compute();
    expect(await kpi("fcr")).toMatchObject({ value: 100, n });
    expect(await kpi("churn_rate", `window=1&asOf=${ago(18).slice(0, 10)}`)).toMatchObject({ value: 100, n });
  });

  it("comes out whole when several of it are reacted to at once", async () => {
    const { services, seed } = hearback;
    const told = await report(
      ...[1, 2, 3, 4].map((digit) =>
        interaction("ticket.solved", ago(20 - digit), { issueId: "one", customerId: customer(digit) }),
      ),
      interaction("customer.activated", ago(9)),
      interaction("customer.cancelled", ago(5)),
      interaction("customer.activated", ago(7)),
      interaction("customer.cancelled", ago(8)),
    );
    await Promise.all(told.map((one) => reactToChanges([added(one)], services)));
    const issue = await services.issues.find(seed.workspaceId, services.ids.issue("one"));
    expect(issue?.contacts).toHaveLength(4);
    expect(issue).toMatchObject({ solvedAt: told[0]?.occurredAt, isSolvedAtOnce: false });
    const moves = await services.customerMoves.ofCustomer(seed.workspaceId, customer(1));
    expect(moves.map(({ at }) => at)).toEqual([4, 7, 6, 5].map((index) => told[index]?.occurredAt));
  });
});
