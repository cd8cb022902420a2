import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slotOf } from "../../functions/domain/calendar.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { computeKpis } from "../../functions/jobs/compute-kpis.ts";
import { reactToChanges } from "../../functions/jobs/react-to-changes.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const plenty = () => 300_000;

describe("figures of every kind of record", () => {
  let hearback: TestHearback;
  let stars: string;
  const report = (told: Record<string, unknown> = {}) =>
    hearback.call("POST", "/v1/interactions", { body: interaction(told) });
  const ask = async (kpi: string, query = "") => (await hearback.call("GET", `/v1/kpis/${kpi}?window=7${query}`)).json;
  const marks = (workspaceId = hearback.seed.workspaceId) =>
    hearback.services.staleSlots.list(workspaceId, "9", Number.POSITIVE_INFINITY);
  const today = () => hearback.clock.now().slice(0, 10);

  /** Two of a survey of stars, three of an NPS survey, of which one is answered by a link, and two without a survey. */
  beforeAll(async () => {
    hearback = await startHearback();
    const { json } = await hearback.call("POST", "/v1/surveys", {
      body: { name: "Stars", kind: "stars", listensTo: ["order.delivered"], invitation: { delaySeconds: 0 } },
    });
    stars = json.id;
    for (const agent of ["a-7", "a-8"]) await report({ type: "order.delivered", agent: { id: agent, name: "Sam" } });
    await report({ handleTimeSeconds: 100, attributes: { plan: "pro" } });
    await report({ handleTimeSeconds: 300, attributes: { plan: "free" }, channel: "chat" });
    const link = await report({ send: { via: "link" } });
    await report({ type: "nobody.listens", attributes: { plan: "pro" } });
    await report({ send: { via: "none" } });
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
    await hearback.clock.advance(600);
    await postForm(link.json.invitation.url, { score: "9" });
    await hearback.jobs.run("compute-kpis");
  });
  afterAll(() => hearback.close());

  it("are of all surveys together, of one, or of some", async () => {
    const { surveyId } = hearback.seed;
    expect(await ask("outcomes")).toMatchObject({
      value: 7,
      details: { invited: { value: 5 }, no_survey: { value: 1 }, not_requested: { value: 1 } },
    });
    expect(await ask("outcomes")).not.toHaveProperty("survey");
    expect(await ask("delivery_rate", `&survey=${stars}`)).toMatchObject({ n: 2, value: 100, survey: stars });
    expect(await ask("delivery_rate", `&survey=${stars},${surveyId}`)).toMatchObject({ n: 5, value: 100 });
    expect(await ask("response_rate")).toMatchObject({ n: 5, value: 20 });
    expect(await ask("aht")).toMatchObject({ n: 2, value: 200 });
    expect(await ask("time_to_answer")).toMatchObject({ n: 1 });
    expect((await ask("time_to_answer")).value).toBeCloseTo(600, -2);
  });

  it("break down by survey, and by whatever the records tell", async () => {
    const { surveyId } = hearback.seed;
    const segments = async (kpi: string, by: string, query = "") =>
      (await ask(kpi, `&by=${by}${query}`)).segments.map((one: { segment: string; n: number }) => [one.segment, one.n]);
    expect(await segments("outcomes", "survey")).toEqual(
      [
        [surveyId, 3],
        ...[
          [stars, 2],
          ["none", 2],
        ].sort(),
      ].sort((a, b) => Number(b[1]) - Number(a[1]) || (String(a[0]) < String(b[0]) ? -1 : 1)),
    );
    expect(await segments("delivery_rate", "survey", `&survey=${stars},${surveyId}`)).toEqual([
      [surveyId, 3],
      [stars, 2],
    ]);
    expect(await segments("delivery_rate", "agent")).toEqual([
      ["a-7", 1],
      ["a-8", 1],
    ]);
    expect(await segments("aht", "channel")).toEqual([["chat", 1]]);
  });

  it("are of one scale where they are of scores", async () => {
    const { surveyId } = hearback.seed;
    const refused = async (query: string) => (await hearback.call("GET", `/v1/kpis/${query}`)).status;
    expect(await refused("nps")).toBe(422);
    expect(await refused(`nps?survey=${stars}`)).toBe(422);
    expect(await refused(`nps?survey=${surveyId},${stars}`)).toBe(422);
    expect(await refused(`nps?survey=${surveyId},srv_00000000000`)).toBe(404);
    const other = await hearback.call("POST", "/v1/surveys", { body: { name: "More", kind: "nps" } });
    expect(await ask("nps", `&survey=${surveyId},${other.json.id}`)).toMatchObject({ n: 1, value: 100 });
    const { kpis } = (await hearback.call("GET", `/v1/kpis?survey=${surveyId},${stars}`)).json;
    const names = kpis.map(({ kpi }: { kpi: string }) => kpi);
    expect(names).toContain("delivery_rate");
    expect(names).not.toContain("nps");
  });

  it("follow what becomes of a mail, and nothing that no figure is made of", async () => {
    const { services, seed } = hearback;
    expect(await marks()).toEqual([]);
    const [from, to] = [addSeconds(hearback.clock.now(), -86_400), addSeconds(hearback.clock.now(), 60)];
    const sent = (await services.invitations.list({ ...seed, from, to, limit: 10 })).items;
    const [invitation] = sent.filter(({ via }) => via === undefined);
    if (!invitation?.sentAt) throw new Error("Not sent.");
    const bounced = { ...invitation, delivery: { status: "bounced", at: hearback.clock.now() } } as const;
    const change = { record: "invitation", expired: false, before: invitation } as const;
    await reactToChanges([{ ...change, after: { ...invitation, pushBacks: 1, reason: "slow" } }], services);
    await reactToChanges([{ ...change, expired: true }], services);
    expect(await marks()).toEqual([]);
    await reactToChanges([{ ...change, after: bounced }], services);
    expect(await marks()).toMatchObject([{ kind: "invitation", slot: slotOf(invitation.sentAt) }]);
    // An address that was put right: it is not sent any more, and later in another slot.
    const again = { ...invitation, sentAt: addSeconds(invitation.sentAt, 3600) };
    await reactToChanges([{ ...change, after: again }], services);
    expect((await marks()).map(({ slot }) => slot)).toEqual([slotOf(invitation.sentAt), slotOf(again.sentAt)]);
    await hearback.jobs.run("compute-kpis");
    expect(await marks()).toEqual([]);
    expect(await ask("bounce_rate")).toMatchObject({ n: 5, value: 0 });
  });

  it("have a dimension that is named today of the past, once that is recounted", async () => {
    await hearback.call("PATCH", "/v1/workspace", { body: { segmentAttributes: ["plan"] } });
    const plans = async (kpi: string) =>
      (await ask(kpi, "&by=attributes.plan")).segments.map((one: { segment: string; n: number }) => [
        one.segment,
        one.n,
      ]);
    expect(await plans("outcomes")).toEqual([]);
    expect((await hearback.call("GET", "/v1/kpis/aht?by=attributes.region")).status).toBe(422);
    const { services, clock, seed } = hearback;
    for (let slot = slotOf(`${today()}T00:00:00.000Z`); slot <= clock.now(); slot = addSeconds(slot, 900)) {
      for (const kind of ["interaction", "invitation"] as const)
        await services.staleSlots.mark({ ...seed, kind, slot, at: clock.now() });
    }
    await hearback.jobs.run("compute-kpis");
    expect(await plans("outcomes")).toEqual([
      ["pro", 2],
      ["free", 1],
    ]);
    expect(await plans("delivery_rate")).toEqual([
      ["free", 1],
      ["pro", 1],
    ]);
  });

  it("are folded again later, where a mark says so", async () => {
    const { services, clock, seed } = hearback;
    const slot = slotOf(clock.now());
    const later = {
      ...seed,
      kind: "response",
      slot,
      at: clock.now(),
      notBefore: addSeconds(clock.now(), 7200),
    } as const;
    await services.staleSlots.mark(later);
    await services.staleSlots.mark(later);
    expect(await services.staleSlots.list(seed.workspaceId, clock.now(), 10)).toEqual([]);
    await computeKpis(services, plenty);
    expect(await marks()).toMatchObject([{ notBefore: later.notBefore }]);
    await clock.advance(7300);
    await computeKpis(services, plenty);
    expect(await marks()).toEqual([]);
  });

  it("keep nobody waiting for a workspace with very many changes", async () => {
    const { services, clock } = hearback;
    const [busy, quiet] = [await hearback.plant(), await hearback.plant()];
    const slotAgo = (count: number) => addSeconds(slotOf(clock.now()), -900 * count);
    const mark = (of: { workspaceId: string }, count: number) =>
      services.staleSlots.mark({
        workspaceId: of.workspaceId,
        kind: "response",
        slot: slotAgo(count),
        at: clock.now(),
      });
    await Promise.all([mark(quiet, 1), ...Array.from({ length: 210 }, (_, count) => mark(busy, count))]);
    await clock.advance(60);
    const turns: string[] = [];
    const workspaces = override(services.workspaces, {
      get: (id: string) => {
        if (id === busy.workspaceId || id === quiet.workspaceId) turns.push(id);
        return services.workspaces.get(id);
      },
    });
    await computeKpis({ ...services, workspaces }, plenty);
    expect([await marks(busy.workspaceId), await marks(quiet.workspaceId)]).toEqual([[], []]);
    expect(turns.filter((id) => id === busy.workspaceId)).toHaveLength(2);
    expect(turns.indexOf(quiet.workspaceId)).toBeLessThan(2);
  });
});
