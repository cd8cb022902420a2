import { describe, expect, it } from "vitest";
import { readFigures } from "../../bin/commands/kpis/read-figures.ts";
import { HearbackClient } from "../../client/hearback-client.ts";

describe("reading what is shown of KPIs", () => {
  const window = { days: 30, from: "2026-10-24", to: "2026-11-22", timeZone: "UTC" };
  const figure = { kpi: "aht", value: 312, n: 40, isSmall: false, interval: null, change: null };
  const steps = [{ ...window, value: 312, n: 40, interval: null, isSmall: false }];

  /** Of a service that tells trends with this status, and what it was asked for. */
  const reading = async (status: number) => {
    const asked: string[] = [];
    const answer = (url: string): Response => {
      asked.push(url.replace("https://hearback.example", ""));
      if (!url.includes("/trend")) return Response.json({ window, kpis: [figure] });
      return Response.json(status === 200 ? { kpi: "aht", every: "week", steps } : {}, { status });
    };
    const client = new HearbackClient({
      url: "https://hearback.example",
      apiKey: "hb_live_x",
      retries: 0,
      fetch: async (url) => answer(String(url)),
    });
    const wish = { survey: undefined, window: undefined, asOf: undefined, by: undefined, hasTrend: true };
    const signal = new AbortController().signal;
    const api = { client, url: "", whose: "", signal, stdout: { write: () => undefined } };
    return { asked, figures: await readFigures(wish, api) };
  };

  it("asks for the trend of each over twelve weeks that end with the window", async () => {
    const { asked, figures } = await reading(200);
    expect(figures.kpis).toEqual([{ ...figure, trend: steps }]);
    expect(asked).toEqual(["/v1/kpis", "/v1/kpis/aht/trend?window=30&from=2026-09-06&to=2026-11-22&every=week"]);
  });

  it.each([404, 422])("goes without where it is refused with %d", async (status) => {
    expect((await reading(status)).figures.kpis).toEqual([figure]);
  });

  it("does not take a failure for a trend that is not told", async () => {
    await expect(reading(500)).rejects.toThrow("with 500");
  });
});
