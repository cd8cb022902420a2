import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BatchStandIn, type Mishap, startBatchStandIn } from "./batch-stand-in.ts";
import { expectRefusal, runHere, startCli } from "./cli.ts";

const key = `hb_live_${"0".repeat(22)}_${"1".repeat(49)}`;

describe("importing interactions", () => {
  let folder: string;
  let standIn: BatchStandIn | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hearback-import-"));
  });
  afterEach(async () => {
    await standIn?.close();
    standIn = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const against = async (mishap?: (request: number) => Mishap): Promise<BatchStandIn> => {
    standIn = await startBatchStandIn(mishap);
    return standIn;
  };
  const file = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const envOf = ({ url }: { url: string }) => ({ HEARBACK_URL: url, HEARBACK_API_KEY: key });
  const run = (place: { url: string }, ...args: string[]) => runHere(["import", "interactions", ...args], envOf(place));
  const isThere = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );

  it("reads CSV as spreadsheets write it, and records without inviting", async () => {
    const place = await against();
    const csv = await file(
      "visits.csv",
      "\ufefftype;customer.email;customer.name;handleTimeSeconds;resolvedOnFirstContact;attributes.plan.tier;send.via\r\n" +
        'visit;jo@example.com;"Li; Jo\r\n""J""";312;TRUE;12;email\r\n\r\n;;;;;;\r\nvisit;li@example.com;=1+1;;;;\r\n',
    );
    expect(await run(place, csv)).toEqual({ code: 0, stdout: "rows           2\nnot requested  2\n", stderr: "" });
    expect(place.recorded).toEqual([
      {
        id: expect.stringMatching(/^import-[0-9a-f]{32}$/),
        type: "visit",
        customer: { email: "jo@example.com", name: 'Li; Jo\r\n"J"' },
        handleTimeSeconds: 312,
        resolvedOnFirstContact: true,
        attributes: { "plan.tier": "12" },
        send: { via: "none" },
      },
      expect.objectContaining({ customer: { email: "li@example.com", name: "=1+1" } }),
    ]);
    expect(await isThere(`${csv}.import.json`)).toBe(false);
    expect(await isThere(`${csv}.errors.csv`)).toBe(false);
  });

  it("reads JSON lines, keeps their ids, and invites when told", async () => {
    const place = await against();
    const report = { id: "v-1", type: "visit", customer: { id: "c-1" }, send: { via: "link", delaySeconds: 60 } };
    const lines = await file("visits.ndjson", `${JSON.stringify(report)}\n\n${JSON.stringify({ type: "visit" })}`);
    expect(await run(place, lines, "--invite", "--json")).toMatchObject({ code: 0 });
    expect(place.recorded).toEqual([report, { id: expect.stringMatching(/^import-/), type: "visit" }]);
  });

  it("tells what was refused by line, kept from being a formula, and fails for it", async () => {
    const place = await against();
    const lines = ["visit,nobody", '"multi\nline",jo@example.com', "visit,nobody", "visit", "visit,li@example.com"];
    const csv = await file("visits.csv", `type,customer.email\n${lines.join("\n")}\n`);
    const { code, stdout } = await run(place, csv);
    expect([code, stdout]).toEqual([
      1,
      `rows           5\nnot requested  2\nrefused        3, see ${csv}.errors.csv\n`,
    ]);
    expect(await readFile(`${csv}.errors.csv`, "utf8")).toBe(
      [
        "line,field,error",
        "2,customer.email,is not an e-mail address that mail can be sent to",
        "5,customer.email,is not an e-mail address that mail can be sent to",
        '6,,"has 1 cells, and the row of names 2"',
        "",
      ].join("\r\n"),
    );
    const json = await file("visits.jsonl", `{"type":"visit"}\n{half\n[1]\n${"x".repeat(70_000)}\n{"type":"visit"}`);
    expect(await run(place, json)).toMatchObject({ code: 1 });
    const told = (await readFile(`${json}.errors.csv`, "utf8")).split("\r\n").slice(1, -1);
    expect(told).toEqual(["2,,is not JSON", "3,,is no JSON object", "4,,is longer than 65536 characters"]);
  });

  const visits = (count: number, isBad: (n: number) => boolean = () => false): string => {
    const rows = Array.from({ length: count }, (_, n) => `visit,v-${n},${isBad(n) ? "nobody" : `c${n}@example.com`}`);
    return `type,id,customer.email\n${rows.join("\n")}\n`;
  };
  const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `v-${n}`);
  const idsIn = (place: BatchStandIn): string[] => place.recorded.map(({ id }) => id);

  it("sends again what was not taken, until each row has been recorded", async () => {
    const mishaps: Mishap[] = [503, "cut", undefined, 429, "half", "half", "cut"];
    const place = await against((request) => mishaps[request - 1]);
    expect(await run(place, await file("visits.csv", visits(1200)))).toMatchObject({ code: 0, stderr: "" });
    expect(idsIn(place).toSorted()).toEqual(ids(1200).toSorted());
    expect(place.sizes).toEqual([500, 500, 500, 500, 500, 250, 125, 125, 200]);
  });

  it("goes on where it was broken off, by Ctrl-C and by a kill, and tells every refusal once", async () => {
    let child: ChildProcess | undefined;
    const mishaps: Mishap[] = [
      undefined,
      undefined,
      () => child?.kill("SIGINT"),
      undefined,
      () => child?.kill("SIGKILL"),
    ];
    const place = await against((request) => mishaps[request - 1]);
    const csv = await file(
      "visits.csv",
      visits(2300, (n) => n % 500 === 7),
    );
    const begun = async (): Promise<unknown[]> => {
      child = await startCli(["import", "interactions", csv], envOf(place));
      return once(child, "exit");
    };
    expect(await begun()).toEqual([1, null]);
    expect(place.sizes).toEqual([500, 500, 500]);
    expect(await begun()).toEqual([null, "SIGKILL"]);
    // As if it had died between the two files.
    await writeFile(`${csv}.errors.csv`, "1508,customer.email,half a li", { flag: "a" });
    expect(await run(place, csv)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^rows +2300\n.*2295\nrefused +5,/s),
    });
    expect(place.sizes).toEqual([500, 500, 500, 500, 500, 500, 300]);
    expect(idsIn(place)).toEqual(ids(2300).filter((_, n) => n % 500 !== 7));
    const told = (await readFile(`${csv}.errors.csv`, "utf8")).split("\r\n").slice(1, -1);
    expect(told.map((line) => Number(line.split(",")[0]))).toEqual([9, 509, 1009, 1509, 2009]);
  });

  it("does not go on with another import than the one that was begun, unless told to begin anew", async () => {
    const place = await against((request) => (request === 2 ? 400 : undefined));
    const csv = await file("visits.csv", visits(600));
    expectRefusal(await run(place, csv), /^POST \/v1\/interactions\/batch was answered with 400: /, 1);
    expectRefusal(
      await run(place, csv, "--invite"),
      /^The import of \S+ was begun without --invite; go on with that,/,
      2,
    );
    expectRefusal(await run({ url: "http://127.0.0.1:1" }, csv), / was begun at http:\/\/127\.0\.0\.1:\d+; /, 2);
    await file("visits.csv", `${visits(600)}visit,new,new@example.com\n`);
    expectRefusal(await run(place, csv), / was begun with another content of the file; /, 2);
    expect(place.sizes).toEqual([500, 100]);
    expect(await run(place, csv, "--restart")).toMatchObject({ code: 0 });
    expect(place.sizes).toEqual([500, 100, 500, 101]);
    await writeFile(`${csv}.import.json`, "{}");
    expectRefusal(await run(place, csv), /is no checkpoint of an import; say --restart to begin anew\./, 2);
  });

  it("sends nothing of a file that cannot be meant", async () => {
    const place = await against();
    const contents: [string, string | Buffer, RegExp][] = [
      ["a.txt", "", /^What \S+ holds is not told by its name; say --format csv or --format jsonl\.$/],
      [
        "a.csv",
        "type,customer.email,colour\n",
        /: colour is not a known column; columns are named like the fields of an interaction\.$/,
      ],
      ["b.csv", "type,customer.id,,\n", /: column 3 has no name: name it, or leave it out\.$/],
      ["c.csv", "type,customer.id,type\n", /: type is the name of two columns\.$/],
      ["d.csv", "customer.id\n1\n", /: type is missing: name the column that says what happened\.$/],
      ["e.csv", "type\nvisit\n", /: customer is missing: name a column customer\.email or customer\.id\.$/],
      [
        "f.csv",
        Buffer.from("type,customer.id\nvisit,M\u00fcller\n", "latin1"),
        / is not UTF-8 text; save it as UTF-8\.$/,
      ],
      ["g.csv", Buffer.from("\ufefftype,customer.id\n", "utf16le"), / is not UTF-8 text; save it as UTF-8\.$/],
    ];
    for (const [name, content, wanted] of contents)
      expectRefusal(await run(place, await file(name, content)), wanted, 2);
    expectRefusal(
      await run(place, join(folder, "none.csv")),
      /none\.csv cannot be read: no such file or directory\.$/,
      2,
    );
    expectRefusal(await run(place, folder, "--format", "csv"), / is no file that can be read a second time\.$/, 2);
    expectRefusal(await run(place, "a.csv", "--format", "xml"), /^--format must be one of csv, jsonl\.$/, 2);
    expectRefusal(await run(place), /^Name the file: hearback import interactions FILE\.$/, 2);
    expect(place.sizes).toEqual([]);
    const half = await file("h.csv", 'type,customer.id\nvisit,1\nvisit,"2\n');
    expectRefusal(await run(place, half), /the row after line 2 opens a quotation mark that is never closed; /, 1);
  });

  it("needs an address and a key, which is never an option", async () => {
    const csv = await file("visits.csv", visits(1));
    const keyFile = await file("key", `${key}\n`);
    const no = "http://127.0.0.1:1";
    const at = (env: NodeJS.ProcessEnv, ...args: string[]) => runHere(["import", "interactions", csv, ...args], env);
    expectRefusal(await at({ HEARBACK_API_KEY: key }), /^Say where: --url URL, such as /, 2);
    expectRefusal(await at({ HEARBACK_API_KEY: key }, "--url", "example.com"), /^--url is not an address such as /, 2);
    expectRefusal(
      await at({ HEARBACK_URL: no }),
      /^There is no API key: set HEARBACK_API_KEY, or name a file with /,
      2,
    );
    expectRefusal(
      await at({ HEARBACK_URL: no, HEARBACK_API_KEY: "x" }),
      /^HEARBACK_API_KEY holds no API key such as /,
      2,
    );
    expectRefusal(
      await at({}, "--url", no, "--api-key-file", csv),
      /^The file that --api-key-file names holds no API/,
      2,
    );
    expectRefusal(
      await at({}, "--url", no, "--api-key", key),
      /^There is no option --api-key; see hearback import /,
      2,
    );
    expectRefusal(
      await at({}, "--url", no, "--api-key-file", keyFile),
      /^POST \S+: http:\/\/127\.0\.0\.1:1 cannot be reached/,
      1,
    );
  });
});
