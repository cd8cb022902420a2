import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { answer, invite } from "../customers.ts";
import { askedOn } from "./forms.ts";

const followUps: FollowUp[] = [{ id: "why", type: "text", ask: { en: "What went wrong?" }, required: false }];

describe("where a read of the answer lags behind its write", () => {
  let hearback: ContractedHearback;
  let responseReads: { isConsistent: boolean }[];
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { followUps } } });
  });
  afterAll(() => hearback.close());

  /** Every replica is one that has not heard of any answer yet. */
  beforeEach(() => {
    responseReads = [];
    hearback.dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        const { Key, ConsistentRead: isConsistent = false } = args.input as { Key?: object; ConsistentRead?: boolean };
        if (context.commandName !== "GetItemCommand" || !JSON.stringify(Key).includes("response#")) return next(args);
        responseReads.push({ isConsistent });
        const read = await next(args);
        if (!isConsistent) delete (read.output as { Item?: unknown }).Item;
        return read;
      },
      { step: "initialize", name: "laggingReplica" },
    );
  });
  afterEach(() => void hearback.dynamodb.middlewareStack.remove("laggingReplica"));

  it("the follow-up questions are asked all the same", async () => {
    const { surveyUrl } = await answer(hearback, 3);
    const page = await hearback.open(`${surveyUrl}/questions`);
    expect([page.status, askedOn(page)]).toEqual([200, ["why"]]);
  });

  it("the customer is thanked all the same", async () => {
    const { surveyUrl } = await answer(hearback, 9);
    const page = await hearback.open(`${surveyUrl}/thanks`);
    expect([page.status, page.text.includes("<h1>Thank you")]).toEqual([200, true]);
  });

  it("the survey itself, which nobody opens right after answering, is read just once", async () => {
    const { surveyUrl } = await invite(hearback);
    responseReads = [];
    expect((await hearback.open(surveyUrl)).status).toBe(200);
    expect(responseReads).toEqual([{ isConsistent: false }]);
  });
});
