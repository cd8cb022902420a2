import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { type Items, pagesOf, walk } from "../paging.ts";

describe("the versions of a survey", () => {
  let hearback: ContractedHearback;
  let path: string;
  beforeAll(async () => {
    hearback = await startUnderContract();
    path = `/v1/surveys/${hearback.seed.surveyId}`;
    for (const name of ["Two", "Three", "Four", "Five"]) {
      await hearback.clock.advance(60);
      await hearback.call("PATCH", path, { body: { name, question: { en: `${name}?` } } });
    }
  });
  afterAll(() => hearback.close());

  const numbersOf = (items: Items): number[] => items.map(({ version }) => version);

  it("are listed newest first, page by page, each as it was", async () => {
    const { json } = await hearback.call("GET", `${path}/versions`);
    expect(numbersOf(json.items)).toEqual([5, 4, 3, 2, 1]);
    expect(json).not.toHaveProperty("nextCursor");
    expect(json.items[2]).toMatchObject({ id: hearback.seed.surveyId, name: "Three", question: { en: "Three?" } });
    expect(json.items[4]).not.toHaveProperty("question");
    for (const limit of ["1", "2", "5"]) {
      expect(numbersOf(await walk(hearback, `${path}/versions`, { limit }))).toEqual([5, 4, 3, 2, 1]);
    }
  });

  it("say when they were made", async () => {
    const { json: survey } = await hearback.call("GET", path);
    const { json } = await hearback.call("GET", `${path}/versions`);
    const times = json.items.map(({ madeAt }: { madeAt: string }) => madeAt);
    expect(times[0]).toBe(survey.changedAt);
    expect(times.at(-1)).toBe(survey.createdAt);
    expect(times.toSorted().toReversed()).toEqual(times);
  });

  it("are shown one by one", async () => {
    const { json: list } = await hearback.call("GET", `${path}/versions`);
    for (const version of list.items) {
      expect((await hearback.call("GET", `${path}/versions/${version.version}`)).json).toEqual(version);
    }
  });

  it.each(["0", "6", "-1", "1.5", "01", "1e3", "x", "1000000", "9".repeat(40)])(
    "have no number %s",
    async (version) => {
      expect((await hearback.call("GET", `${path}/versions/${version}`)).status).toBe(404);
    },
  );

  it("are none of a survey that is not there", async () => {
    for (const id of ["srv_00000000000", "x", `${hearback.seed.surveyId}%23000001`]) {
      expect((await hearback.call("GET", `/v1/surveys/${id}/versions`)).status, id).toBe(404);
      expect((await hearback.call("GET", `/v1/surveys/${id}/versions/1`)).status, id).toBe(404);
    }
  });

  it.each(["x", "0", "-3", "1000000", "srv_00000000000"])("are not listed from %s on", async (cursor) => {
    const answer = await hearback.call("GET", `${path}/versions?cursor=${cursor}`);
    expect([answer.status, faultsOf(answer)]).toEqual([422, ["query.cursor"]]);
  });

  it("come in short pages when they are large, and none is lost", async () => {
    const locales = Array.from({ length: 50 }, (_, n) => (n === 0 ? "en" : `en-x-${n}`));
    const thanks = Object.fromEntries(locales.map((locale) => [locale, "語".repeat(1000)]));
    const { json } = await hearback.call("POST", "/v1/surveys", { body: { name: "Large", kind: "nps", thanks } });
    for (let n = 0; n < 29; n++)
      await hearback.call("PATCH", `/v1/surveys/${json.id}`, { body: { name: `Large ${n}` } });
    const pages = await pagesOf(hearback, `/v1/surveys/${json.id}/versions`, { limit: "200" });
    expect(pages.length).toBe(2);
    expect(numbersOf(pages.flat())).toEqual(Array.from({ length: 30 }, (_, n) => 30 - n));
  });

  it("are all there after fifty changes at once, and each is a whole one", async () => {
    const plain = { name: "Busy", kind: "csat" };
    const { json } = await hearback.call("POST", "/v1/surveys", { body: plain });
    const change = (n: number) => {
      const followUps = [{ id: `q${n}`, type: "text", ask: { en: `Question ${n}?` } }];
      const body = { question: { en: `Question ${n}?` }, followUps };
      return hearback.call("PATCH", `/v1/surveys/${json.id}`, { body });
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => change(n)));
    const made = answers.filter(({ status }) => status === 200);
    expect(made.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(50 - made.length);
    const versions = await walk(hearback, `/v1/surveys/${json.id}/versions`, { limit: "7" });
    expect(numbersOf(versions)).toEqual(Array.from({ length: made.length + 1 }, (_, n) => made.length + 1 - n));
    for (const version of versions.slice(0, -1)) {
      expect(version.followUps[0].ask).toEqual(version.question);
      expect(made.find((one) => one.json.version === version.version)?.json.question).toEqual(version.question);
    }
  });
});
