import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { interaction, postForm, request, startHearback, type TestHearback } from "../support/hearback.ts";

describe("case 23: DynamoDB without capacity", () => {
  let hearback: TestHearback;
  let isThrottled: (call: number) => boolean;
  let calls: number;
  beforeEach(async () => {
    hearback = await startHearback();
    isThrottled = () => false;
    calls = 0;
    throttleAt("initialize");
  });
  afterEach(() => hearback.close());

  /** Above the SDK's retries a refusal is what is left of several; below them it is what AWS answered once. */
  const throttleAt = (step: "initialize" | "deserialize") => {
    const throttle =
      <Input, Output>(next: (args: Input) => Promise<Output>) =>
      async (args: Input): Promise<Output> => {
        if (!isThrottled(calls++)) return next(args);
        const name = "ProvisionedThroughputExceededException";
        throw Object.assign(new Error("The request rate is too high."), { name });
      };
    const stack = hearback.dynamodb.middlewareStack;
    stack.remove("throttle");
    if (step === "initialize") stack.add(throttle, { step, name: "throttle" });
    else stack.add(throttle, { step, name: "throttle", priority: "low" });
  };

  const always = () => true;
  const never = () => false;

  it("asks the business to try again, and the second try is accepted once", async () => {
    const report = interaction({ id: "ticket-1" });
    isThrottled = always;
    const refused = await hearback.call("POST", "/v1/interactions", { body: report });
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBeTruthy();
    expect(refused.json).toMatchObject({ status: 503, title: "Temporarily unavailable" });
    isThrottled = never;
    const accepted = await hearback.call("POST", "/v1/interactions", { body: report });
    expect(accepted.status).toBe(202);
  });

  it("shows the customer a page, and takes the answer at the second try", async () => {
    await hearback.call("POST", "/v1/interactions", { body: interaction() });
    await hearback.jobs.run("dispatch-invitations");
    const [mail] = await hearback.mailbox.list();
    const link = mail?.links.find((url) => /\/s\/[^?]+$/.test(url)) ?? "";
    isThrottled = always;
    const refused = await postForm(link, { score: "9" });
    expect(refused.status).toBe(503);
    expect(refused.headers.get("content-type")).toContain("text/html");
    const french = await request(link, { headers: { "accept-language": "fr" } });
    expect([french.status, french.text]).toEqual([503, expect.stringContaining('<html lang="fr" dir="ltr">')]);
    isThrottled = never;
    expect((await postForm(link, { score: "9" })).status).toBe(303);
  });

  it("retries a single refusal without anybody noticing, and without doing anything twice", async () => {
    throttleAt("deserialize");
    isThrottled = (call) => call === 4;
    const accepted = await hearback.call("POST", "/v1/interactions", { body: interaction() });
    expect(accepted.status).toBe(202);
    expect(calls).toBeGreaterThan(5);
    await hearback.jobs.run("dispatch-invitations");
    expect(hearback.ses.accepted).toHaveLength(1);
  });

  it.each([
    ["TransactionConflict", 409],
    ["ThrottlingError", 503],
  ])("answers %s of a transaction with %i, and changes nothing", async (code, status) => {
    const path = `/v1/surveys/${hearback.seed.surveyId}`;
    hearback.dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== "TransactWriteItemsCommand") return next(args);
        const reasons = [{ Code: code }, { Code: "None" }];
        throw new TransactionCanceledException({ message: "No.", $metadata: {}, CancellationReasons: reasons });
      },
      { step: "initialize", name: "cancel" },
    );
    expect((await hearback.call("PATCH", path, { body: { name: "Renamed" } })).status).toBe(status);
    hearback.dynamodb.middlewareStack.remove("cancel");
    expect((await hearback.call("GET", path)).json).toMatchObject({ name: "After support", version: 1 });
  });

  it("stops the dispatcher wherever capacity ends, and sends every mail once when it is back", async () => {
    const ids: string[] = [];
    for (let stopAt = 0; stopAt < 16; stopAt++) {
      const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction() });
      ids.push(json.invitation.id);
      calls = 0;
      isThrottled = (call) => call >= stopAt;
      await hearback.jobs.run("dispatch-invitations").catch(() => {});
      isThrottled = never;
    }
    await hearback.jobs.advance(2 * 3600);
    await hearback.jobs.advance(2 * 3600);
    const mailsOf = (id: string) => hearback.ses.accepted.filter(({ tags }) => tags["invitation"] === id).length;
    expect(ids.map(mailsOf)).toEqual(ids.map(() => 1));
  });
});

describe("answers that arrive at once", () => {
  it("are one response, and the last counted edit is its value", async () => {
    const hearback = await startHearback();
    await hearback.call("POST", "/v1/interactions", { body: interaction() });
    await hearback.jobs.run("dispatch-invitations");
    const [mail] = await hearback.mailbox.list();
    const link = mail?.links.find((url) => /\/s\/[^?]+$/.test(url)) ?? "";
    await hearback.clock.advance(3600);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => postForm(link, { score: "3", comment: `words of ${n}` })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    await hearback.clock.advance(60);
    await postForm(link, { score: "10", comment: "After all" });
    const { json } = await hearback.call("GET", "/v1/responses");
    expect(json.items).toHaveLength(1);
    expect(json.items[0]).toMatchObject({ score: 10, comment: "After all" });
    await hearback.jobs.run("compute-kpis");
    const kpi = await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}`);
    expect(kpi.json).toMatchObject({ n: 1, value: 100 });
    await hearback.close();
  });
});
