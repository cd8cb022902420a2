import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFollowUps } from "../../../functions/domain/follow-up-check.ts";
import { gallery } from "../../../functions/domain/gallery/gallery.ts";
import { surveyKinds } from "../../../functions/domain/scale.ts";
import { checkScale } from "../../../functions/domain/scale-check.ts";
import { checkTexts } from "../../../functions/domain/text-check.ts";
import { NewSurvey } from "../../../functions/endpoints/surveys/survey-view.ts";
import { checkValue } from "../../../functions/http/check-value.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { idsOf, walk } from "../paging.ts";

const rows = gallery.map((ready) => [ready.id, ready] as const);

describe("the gallery", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  it("holds a dozen surveys and more, of every kind, none twice", () => {
    expect(gallery.length).toBeGreaterThanOrEqual(12);
    expect(new Set(gallery.map(({ id }) => id)).size).toBe(gallery.length);
    expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length);
    expect(new Set(gallery.map(({ definition }) => definition.kind))).toEqual(new Set(Object.keys(surveyKinds)));
  });

  it.each(rows)("has nothing wrong in %s", (_, { id, description, definition }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(checkValue(NewSurvey, definition).faults).toBeUndefined();
    const { followUps = [] } = definition;
    expect(checkScale(definition, "en")).toEqual([]);
    expect(checkFollowUps(followUps, definition, "en")).toEqual([]);
    expect(checkTexts(definition, "en")).toEqual([]);
  });

  it("is listed page by page", async () => {
    expect(idsOf(await walk(hearback, "/v1/gallery", {}))).toEqual(gallery.map(({ id }) => id));
    expect(idsOf(await walk(hearback, "/v1/gallery", { limit: "5" }))).toEqual(gallery.map(({ id }) => id));
    const wrong = await hearback.call("GET", "/v1/gallery?cursor=none");
    expect([wrong.status, faultsOf(wrong)]).toEqual([422, ["query.cursor"]]);
  });

  it.each(rows)("gives %s to be imported as it is", async (id, ready) => {
    const { items } = (await hearback.call("GET", "/v1/gallery?limit=200")).json;
    const { definition } = items.find((item: { id: string }) => item.id === id);
    const { status, json, text } = await hearback.call("POST", "/v1/surveys/import", { body: definition });
    expect(status, text).toBe(201);
    expect(json).toMatchObject({ ...ready.definition, status: "active", version: 1 });
    expect((await hearback.call("GET", `/v1/surveys/${json.id}/export`)).json).toEqual(definition);
  });

  it("gives what makes a survey without being imported too, but for the name of its format", async () => {
    const { items } = (await hearback.call("GET", "/v1/gallery?limit=1")).json;
    const { hearback: _, ...body } = items[0].definition;
    expect((await hearback.call("POST", "/v1/surveys", { body })).status).toBe(201);
  });

  it("asks a workspace of another language for words in it", async () => {
    const other = await hearback.plant({ workspace: { locale: "de" } });
    const { items } = (await hearback.call("GET", "/v1/gallery?limit=1", { key: other.apiKey })).json;
    const body = items[0].definition;
    const answer = await hearback.call("POST", "/v1/surveys/import", { body, key: other.apiKey });
    expect([answer.status, faultsOf(answer)[0]]).toEqual([422, "followUps.0.ask"]);
  });
});
