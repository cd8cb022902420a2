import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { answer, invite } from "../customers.ts";
import { idsOf, walk } from "../paging.ts";

describe("archiving a survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const make = async (type: string, fields: Record<string, unknown> = {}) => {
    const body = { name: "Short-lived", kind: "nps", listensTo: [type], invitation: { delaySeconds: 60 }, ...fields };
    return (await hearback.call("POST", "/v1/surveys", { body })).json;
  };
  const ask = (id: string, verb: string) => hearback.call("POST", `/v1/surveys/${id}/${verb}`);
  const report = async (fields: Record<string, unknown>) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction(fields) })).json;

  it("changes nothing but its status, once or twice", async () => {
    const survey = await make("a");
    expect((await ask(survey.id, "archive")).json).toEqual({ ...survey, status: "archived" });
    const again = await ask(survey.id, "archive");
    expect([again.status, again.json.status]).toEqual([200, "archived"]);
  });

  it("offers it no more, not even when an interaction names it", async () => {
    const { id } = await make("b");
    await ask(id, "archive");
    expect(await report({ type: "b" })).toMatchObject({ outcome: "not_invited", reason: "no_survey" });
    expect(await report({ type: "b", survey: id })).toMatchObject({
      outcome: "not_invited",
      reason: "survey_archived",
    });
  });

  it("lets the next survey that listens have its turn", async () => {
    const [older, newer] = [await make("c"), await make("c")];
    await ask(older.id, "archive");
    expect((await report({ type: "c" })).invitation.surveyId).toBe(newer.id);
  });

  it("skips what is scheduled, with the reason", async () => {
    const { id } = await make("d");
    const { id: interactionId } = await report({ type: "d" });
    await ask(id, "archive");
    await hearback.clock.advance(61);
    await hearback.jobs.run("dispatch-invitations");
    const { json: story } = await hearback.call("GET", `/v1/interactions/${interactionId}`);
    expect(story.invitations).toMatchObject([{ status: "skipped", reason: "survey_archived" }]);
  });

  it("refuses changes and pausing until it is resumed, and then goes on as before", async () => {
    const survey = await make("e");
    await ask(survey.id, "archive");
    for (const refused of [
      await hearback.call("PATCH", `/v1/surveys/${survey.id}`, { body: { name: "Changed" } }),
      await ask(survey.id, "pause"),
    ]) {
      expect([refused.status, refused.json.detail]).toEqual([409, "The survey is archived. Resume it first."]);
    }
    expect((await ask(survey.id, "resume")).json).toEqual(survey);
    expect((await report({ type: "e" })).outcome).toBe("invited");
  });

  it("keeps its answers and versions readable", async () => {
    const { id } = await make("ticket.archived", { invitation: { delaySeconds: 0 } });
    const { responseId } = await answer(hearback, 9, { report: { type: "ticket.archived" } });
    await ask(id, "archive");
    expect((await hearback.call("GET", `/v1/responses/${responseId}`)).json).toMatchObject({ surveyId: id, score: 9 });
    expect((await hearback.call("GET", `/v1/surveys/${id}/versions/1`)).status).toBe(200);
    expect((await hearback.call("GET", `/v1/kpis?survey=${id}`)).status).toBe(200);
  });

  it("takes no answer at a link that is still open", async () => {
    const { id } = await make("f");
    const { surveyUrl, invitationId } = await invite(hearback, { type: "f" });
    await ask(id, "archive");
    await hearback.submit(surveyUrl, { score: "9" });
    const rsp = invitationId.replace("inv_", "rsp_");
    expect((await hearback.call("GET", `/v1/responses/${rsp}`)).status).toBe(404);
  });

  it("never loses to a pause or a change at the same moment", async () => {
    const { id } = await make("g");
    for (let round = 0; round < 5; round++) {
      const change = hearback.call("PATCH", `/v1/surveys/${id}`, { body: { name: `Round ${round}` } });
      await Promise.all([change, ask(id, "pause"), ask(id, "archive")]);
      expect((await hearback.call("GET", `/v1/surveys/${id}`)).json.status).toBe("archived");
      await ask(id, "resume");
    }
  });

  it("is told from the others by the status that a list is asked for", async () => {
    const { id } = await make("h");
    const other = await make("i");
    await ask(id, "archive");
    const listed = async (query: Record<string, string>) => idsOf(await walk(hearback, "/v1/surveys", query));
    expect(await listed({})).toEqual(expect.arrayContaining([id, other.id]));
    const archived = await listed({ status: "archived", limit: "1" });
    expect(archived).toContain(id);
    expect(archived).not.toContain(other.id);
    expect(await listed({ status: "active" })).not.toContain(id);
    expect((await hearback.call("GET", "/v1/surveys?status=gone")).status).toBe(422);
  });

  it("does not lose a list's place when the survey it stands at is archived meanwhile", async () => {
    const first = (await hearback.call("GET", "/v1/surveys?status=active&limit=1")).json;
    await ask(first.items[0].id, "archive");
    const rest = await hearback.call("GET", `/v1/surveys?status=active&limit=200&cursor=${first.nextCursor}`);
    expect(rest.status).toBe(200);
    expect(idsOf(rest.json.items)).not.toContain(first.items[0].id);
    expect(rest.json.items.length).toBeGreaterThan(0);
  });

  it("is not found for a survey that is not there", async () => {
    for (const id of ["srv_00000000000", "x"]) expect((await ask(id, "archive")).status).toBe(404);
  });
});
