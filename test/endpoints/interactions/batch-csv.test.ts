import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import type { Items } from "../paging.ts";

describe("a batch of interactions as CSV", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const send = (body: string | Buffer, type = "text/csv") =>
    hearback.open(`${hearback.url}/v1/interactions/batch`, {
      method: "POST",
      body: typeof body === "string" ? body : new Uint8Array(body),
      headers: { authorization: `Bearer ${hearback.seed.apiKey}`, "content-type": type },
    });
  const shown = async ({ id }: Items[number]) => (await hearback.call("GET", `/v1/interactions/${id}`)).json;

  it("has a column for every field, and each arrives as what it is", async () => {
    const { seed } = hearback;
    const columns: Record<string, string> = {
      id: "t-1",
      type: "ticket.solved",
      occurredAt: "2026-11-20T09:30:00+01:00",
      "customer.id": "00042",
      "customer.email": "jo@example.com",
      "customer.name": '"Li, Jo ""the"" =1"',
      "customer.locale": "en-GB",
      "customer.timeZone": "Europe/London",
      channel: "=chat",
      journeyStage: "post_purchase",
      variant: "=B",
      "agent.id": "7",
      "agent.name": "Sam",
      product: "-5",
      issueId: "1001",
      handleTimeSeconds: "312.5",
      resolvedOnFirstContact: "TRUE",
      "amount.value": "49.90",
      "amount.currency": "EUR",
      "attributes.plan": "pro",
      "attributes.zip": "01067",
      "attributes.a.b": "true",
      survey: seed.surveyId,
      "send.via": "link",
      "send.delaySeconds": "0",
      "send.expireAfterDays": "365",
      test: "false",
    };
    const { json, text } = await send(`${Object.keys(columns)}\r\n${Object.values(columns)}\r\n`);
    expect(json.errors, text).toBe(0);
    expect(json.items[0]).toMatchObject({ row: 1, line: 2, outcome: "invited", invitation: { via: "link" } });
    const story = await shown(json.items[0]);
    expect(story).toMatchObject({
      externalId: "t-1",
      occurredAt: "2026-11-20T08:30:00.000Z",
      channel: "=chat",
      variant: "=B",
      agent: { id: "7", name: "Sam" },
      product: "-5",
      issueId: "1001",
      handleTimeSeconds: 312.5,
      resolvedOnFirstContact: true,
      amount: { value: "49.90", currency: "EUR" },
      attributes: { plan: "pro", zip: "01067", "a.b": "true" },
      test: false,
    });
    const { json: journey } = await hearback.call("GET", `/v1/customers/${story.customerId}`);
    expect(journey.customer).toMatchObject({ externalId: "00042", name: 'Li, Jo "the" =1', locale: "en-GB" });
  });

  it("names each bad row by its line and column, and takes the others", async () => {
    const file = [
      "type,customer.email,customer.name,handleTimeSeconds,resolvedOnFirstContact,agent.name,send.via",
      "ticket.solved,ann@example.com,,,,,none",
      "ticket.solved,no address,,,,,none",
      "",
      'ticket.solved,bob@example.com,"two',
      'lines",12,,,none',
      "ticket.solved,cleo@example.com,,soon,maybe,Sam,pigeon",
      "ticket.solved,dan@example.com",
      ",eve@example.com,,,,,",
      ",,,,,,",
      "ticket.solved,fay@example.com,,,false,,none",
    ].join("\r\n");
    const { status, json } = await send(file);
    expect(status).toBe(200);
    const told = json.items.map(({ row, line, outcome, errors = [] }: Items[number]) => [
      row,
      line,
      outcome ?? errors.map((fault: { path: string }) => fault.path),
    ]);
    expect(told).toEqual([
      [1, 2, "not_invited"],
      [2, 3, ["customer.email"]],
      [3, 5, ["customer.name"]],
      [4, 7, ["agent.id", "handleTimeSeconds", "resolvedOnFirstContact", "send.via"]],
      [5, 8, [""]],
      [6, 9, ["type"]],
      [7, 11, "not_invited"],
    ]);
    expect(json.errors).toBe(5);
    expect(json.items[4].errors[0].message).toContain("2 cells");
  });

  it.each<[what: string, header: string, faults: string[]]>([
    ["an unknown column", "type,customer.id,colour", ["colour"]],
    ["a column twice", "type,customer.id,type", ["type"]],
    ["columns without a name", "type,customer.id,,", ["column 3", "column 4"]],
    ["a column that only looks known", "Type,customer.email,customer", ["Type", "customer", "type"]],
    ["neither a type nor a customer", "id,channel", ["customer", "type"]],
    ["an attribute without a name", "type,customer.id,attributes.", ["attributes."]],
    ["an attribute that no table can hold", "type,customer.id,attributes.__proto__", ["attributes.__proto__"]],
    ["columns of a language's own", "type,customer.id,__proto__,toString", ["__proto__", "toString"]],
  ])("is refused as a whole with %s, which is named", async (_, header, faults) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await send(`${header}\n${header.replace(/[^,]+/g, "x")}x\n`);
      expect([answer.status, faultsOf(answer)]).toEqual([422, faults]);
    });
    expect(written).toEqual([]);
  });

  it("is refused as a whole without rows, with 501, and over 4 MB", async () => {
    const header = "type,customer.id\n";
    for (const rows of ["", "x,y\n".repeat(501)]) {
      const answer = await send(header + rows);
      expect([answer.status, faultsOf(answer)]).toEqual([422, ["rows"]]);
    }
    expect((await send(header + "x,y\n".repeat(1_048_576))).status).toBe(413);
  });

  it.each<[what: string, body: string | Buffer, type: string, status: number]>([
    ["UTF-16 on its way through API Gateway", Buffer.from("\ufefftype,customer.id\nx,y", "utf16le"), "text/csv", 400],
    ["Latin-1", Buffer.from("type,customer.id\nx,ü", "latin1"), "text/csv", 400],
    ["an open quotation mark", 'type,customer.id\nx,"y', "text/csv", 400],
    ["nothing", "", "text/csv", 400],
    ["a charset that is another", "type,customer.id\nx,y", 'text/csv; header=present; charset="ISO-8859-1"', 415],
    ["a spreadsheet's own format", "PK", "application/vnd.ms-excel", 415],
  ])("is refused for %s", async (_, body, type, status) => {
    expect((await send(body, type)).status).toBe(status);
  });

  it("is taken when its charset is told, and nowhere else", async () => {
    const file = "type; customer.id ;send.via\nx;y;none\n";
    expect((await send(file, "text/csv; charset=UTF-8")).json.errors).toBe(0);
    const headers = { "content-type": "text/csv" };
    expect((await hearback.call("POST", "/v1/interactions", { body: file, headers })).status).toBe(415);
  });
});
