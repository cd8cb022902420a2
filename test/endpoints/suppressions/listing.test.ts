import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { suppressionReasons } from "../../../functions/domain/suppression.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { days } from "../customers.ts";
import { foreignCursors, idsOf, pagesOf, walk } from "../paging.ts";

const path = "/v1/suppressions";

describe("listing suppressions", () => {
  let hearback: ContractedHearback;
  /** Ids by when they were added, newest first. */
  const ids: string[] = [];
  beforeAll(async () => {
    hearback = await startUnderContract();
    for (let n = 0; n < 12; n++) {
      const reason = suppressionReasons[n % suppressionReasons.length];
      const { json } = await hearback.call("POST", path, { body: { email: `jo-${n}@example.com`, reason } });
      ids.unshift(json.id);
      await hearback.clock.advance(n % 4 === 3 ? days(150) : 1);
    }
  });
  afterAll(() => hearback.close());

  it.each(["1", "4", "5", "11", "12", "13"])("gives everything once and newest first in pages of %s", async (limit) => {
    const pages = await pagesOf(hearback, path, { limit });
    expect(idsOf(pages.flat())).toEqual(ids);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(Number(limit));
  });

  it.each(suppressionReasons)("gives those that are %s alone when asked to", async (reason) => {
    const found = await walk(hearback, path, { reason, limit: "5" });
    expect(found).toHaveLength(3);
    for (const one of found) expect(one.reason).toBe(reason);
  });

  it.each([
    ["limit=0", ["query.limit"]],
    ["limit=201", ["query.limit"]],
    ["reason=erased", ["query.reason"]],
    ["email=jo@example.com", ["query.email"]],
    ...foreignCursors.map((cursor): [string, string[]] => [`cursor=${cursor}`, ["query.cursor"]]),
  ])("is refused for %s", async (query, faults) => {
    const refused = await hearback.call("GET", `${path}?${query}`);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
  });
});
