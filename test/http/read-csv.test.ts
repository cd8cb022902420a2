import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../functions/domain/errors.ts";
import { readCsv } from "../../functions/http/read-csv.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const read = (file: string | Uint8Array, maxRows = 100) =>
  readCsv(typeof file === "string" ? bytes(file) : file, maxRows);
const cellsOf = (file: string | Uint8Array) => {
  const { header, rows } = read(file);
  return [header, ...rows].map(({ cells }) => cells);
};

function refusal(file: string | Uint8Array, maxRows?: number): { code: string; detail: string } {
  try {
    read(file, maxRows);
  } catch (error) {
    if (isAppError(error)) return { code: error.code, detail: error.message };
    throw error;
  }
  throw new Error("It was read.");
}

describe("reading CSV", () => {
  it.each<[what: string, file: string]>([
    ["as RFC 4180 has it", "a,b\r\n1,2\r\n3,4\r\n"],
    ["without a last line end", "a,b\r\n1,2\r\n3,4"],
    ["with a byte order mark", "\ufeffa,b\n1,2\n3,4\n"],
    ["with all in quotation marks", '"a","b"\n"1","2"\n"3","4"'],
    ["with the line ends of three systems", "a,b\r1,2\r\n3,4\n"],
    ["with empty lines", "\r\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n\n"],
    ["with rows that a spreadsheet leaves behind", "a,b\n1,2\n,\n3,4\n , \n,\n"],
    ["separated by semicolons", "a;b\n1;2\n3;4\n"],
    ["separated by tabs", "a\tb\n1\t2\n3\t4\n"],
  ])("takes it %s", (_, file) => {
    expect(cellsOf(file)).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("takes every cell for text, as it stands", () => {
    const row = ["=1+1", "-2", "@x", " a ", "007", "1e9", "TRUE", "", "null", "'=1"];
    expect(cellsOf(`${row.map((_, n) => `c${n}`)}\n${row}`)[1]).toEqual(row);
  });

  it("knows separators, line ends and doubled marks in quotation marks from others", () => {
    expect(cellsOf('a,b\n"1,\r\n2","say ""hi"""\n"",x')).toEqual([
      ["a", "b"],
      ["1,\r\n2", 'say "hi"'],
      ["", "x"],
    ]);
  });

  it("takes a quotation mark in the middle of a cell as one, and loses no row after it", () => {
    expect(cellsOf('a,b\n5" disk,1\n"x"y,2\nz",3\n')).toEqual([
      ["a", "b"],
      ['5" disk', "1"],
      ['"x"y', "2"],
      ['z"', "3"],
    ]);
  });

  it("tells the line where each row starts", () => {
    const file = 'a,b\n\n1,2\r\n"x\r\ny\nz",4\r\r5,6\n,\n7,8';
    expect(read(file).rows.map(({ line }) => line)).toEqual([3, 4, 8, 10]);
  });

  it("reads back whatever was written", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "ü", "😀", '"', ",", ";", "\t", "\n", "\r", " ", "=", "'") });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n", "\r"), (written, lineEnd) => {
        const lines = written.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(","));
        const isThere = (cells: string[]) => cells.some((one) => one.trim() !== "");
        expect(cellsOf(["a,b", ...lines].join(lineEnd)).slice(1)).toEqual(written.filter(isThere));
      }),
    );
  });

  const german = "type,name\nx,Jürgen\n";
  it.each<[what: string, file: Uint8Array, said: RegExp]>([
    ["UTF-16", bytes(`\ufeff${german}`, "utf16le"), /UTF-16.*UTF-8/],
    ["UTF-16 without a mark", bytes(german, "utf16le"), /UTF-16.*UTF-8/],
    ["UTF-16, big end first", bytes(`\ufeff${german}`, "utf16le").swap16(), /UTF-16.*UTF-8/],
    ["UTF-16 of which API Gateway made text", bytes(bytes(`\ufeff${german}`, "utf16le").toString()), /UTF-16.*UTF-8/],
    ["Latin-1", bytes(german, "latin1"), /^Line 2 .*Latin-1.*UTF-8/],
    ["Latin-1 of which API Gateway made text", bytes(bytes(german, "latin1").toString()), /^Line 2 .*Latin-1.*UTF-8/],
    ["bytes of which some are NUL", bytes("type,name\r\nx,y\r\nticket solved,Jo\u0000\r\n"), /^Line 3 .*NUL/],
  ])("says of %s what it is and what to do", (_, file, said) => {
    expect(refusal(file)).toEqual({ code: "malformed", detail: expect.stringMatching(said) });
  });

  it("says where the quotation mark opens that is never closed", () => {
    expect(refusal('a,b\n1,2\n\n3,"4\n5,6\n')).toEqual({
      code: "malformed",
      detail: expect.stringContaining("line 4"),
    });
  });

  it.each(["", "\n\r\n", ",,\n,", "\ufeff"])("refuses %j, in which there is nothing", (file) => {
    expect(refusal(file)).toEqual({ code: "malformed", detail: expect.stringContaining("empty") });
  });

  it("stops at too many rows, however many follow", () => {
    expect(read(`a\n${"1\n".repeat(100)}`).rows).toHaveLength(100);
    const million = `a\n${"1\n".repeat(1_000_000)}`;
    const begunAt = process.cpuUsage();
    expect(refusal(million)).toMatchObject({ code: "invalid" });
    expect(process.cpuUsage(begunAt).user).toBeLessThan(1_000_000);
  });
});
