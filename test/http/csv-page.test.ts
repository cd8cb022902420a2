import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { InteractionView, interactionColumns } from "../../functions/endpoints/interactions/interaction-view.ts";
import { ResponseView, responseColumns } from "../../functions/endpoints/responses/response-view.ts";
import { toCsv } from "../../functions/http/csv-page.ts";
import { prefersCsv } from "../../functions/http/prefers-csv.ts";
import { readCsv } from "../../functions/http/read-csv.ts";

const cell = (value: unknown): string => toCsv(["a", "b"], [{ a: value, b: 1 }]).split(/^a,b\r\n/)[1] ?? "";

describe("a list as CSV", () => {
  it.each<[value: unknown, written: string]>([
    ["plain", "plain"],
    [undefined, ""],
    ["", ""],
    [0, "0"],
    [-3.5, "-3.5"],
    [false, "false"],
    ["a,b", '"a,b"'],
    ["a;b", '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    [" padded ", '" padded "'],
    [{ plan: "pro" }, '"{""plan"":""pro""}"'],
    [["too_fast"], '"[""too_fast""]"'],
    ["=1+1", "'=1+1"],
    ['=HYPERLINK("https://evil.example";"x")', '"\'=HYPERLINK(""https://evil.example"";""x"")"'],
    ["+49 30 123", "'+49 30 123"],
    ["-1+1|cmd", "'-1+1|cmd"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", '"\'\t=1"'],
    ["\r=1", '"\'\r=1"'],
    ["\n=1", '"\'\n=1"'],
    ["＝1", "'＝1"],
    ["-49.90", "-49.90"],
    ["jo@example.com", "jo@example.com"],
  ])("writes %j as %s", (value, written) => {
    expect(cell(value)).toBe(`${written},1\r\n`);
  });

  it("has its columns also when it has no rows, and in rows that hold nothing of them", () => {
    expect(toCsv(["id", "agent.name"], [])).toBe("id,agent.name\r\n");
    expect(toCsv(["id", "agent.name"], [{}, { agent: {} }])).toBe("id,agent.name\r\n,\r\n,\r\n");
  });

  it("is read back as it was, whatever it holds, and begins no cell with a formula", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "'", "1", "é"),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const { rows } = readCsv(
          Buffer.from(
            toCsv(
              ["a", "b"],
              texts.map((a) => ({ a, b: "x" })),
            ),
          ),
          texts.length,
        );
        for (const [index, { cells }] of rows.entries()) {
          const [read = "", after] = cells;
          expect([read.replace(/^'(?=[=+\-@\t\r\n])/, ""), after]).toEqual([
            texts[index]?.replace(/^'(?=[=+\-@\t\r\n])/, ""),
            "x",
          ]);
          if (/^[=+\-@\t\r\n]/.test(read)) expect(read).toMatch(/^-?[\d.]+$/);
        }
        expect(rows).toHaveLength(texts.length);
      }),
    );
  });

  it.each<[what: string, view: z.core.$ZodType, columns: readonly string[], leftOut: string[]]>([
    ["interactions", InteractionView, interactionColumns, []],
    ["responses", ResponseView, responseColumns, ["edits", "counted"]],
  ])("has a column for everything that a list of %s shows as JSON", (_, view, columns, leftOut) => {
    const { properties = {} } = z.toJSONSchema(view, { unrepresentable: "any" });
    const shown = Object.keys(properties).filter((name) => !leftOut.includes(name));
    expect([...new Set(columns.map((column) => column.split(".")[0]))].sort()).toEqual(shown.sort());
  });
});

describe("an Accept header", () => {
  it.each([
    "text/csv",
    "TEXT/CSV; charset=utf-8",
    "text/*",
    "text/csv, */*",
    "text/csv, application/json;q=0.9",
    "application/json; q=0.5 , text/csv;q=0.6",
    "text/csv;q=0.001",
    "*/*;q=0.1, text/csv",
    "application/json;q=0, */*",
  ])("%s would rather have CSV", (accept) => expect(prefersCsv(accept)).toBe(true));

  it.each([
    undefined,
    "",
    "*/*",
    "application/json",
    "text/csv;q=0",
    "text/csv;q=0, */*",
    "text/csv, application/json",
    "text/csv;q=0.8, application/json",
    "text/csv;q=0.5, */*",
    "text/html, application/xhtml+xml, */*;q=0.8",
    "text/*;q=0.3, application/*",
    "application/xml",
    "text/csv;q=x",
    ",;,",
  ])("%s is given JSON", (accept) => expect(prefersCsv(accept)).toBe(false));
});
