import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { answer, invite } from "../customers.ts";
import { askedOn } from "./forms.ts";

const followUps: FollowUp[] = [{ id: "why", type: "text", ask: { en: "What went wrong?" }, required: false }];

describe("where reads lag behind what was written", () => {
  let hearback: ContractedHearback;
  let responseReads: { isConsistent: boolean }[];
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { followUps } } });
  });
  afterAll(() => hearback.close());

  /** Every replica is one that has not heard of any answer, invitation or version of a survey yet. */
  beforeEach(() => {
    responseReads = [];
    hearback.dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        const { Key, ConsistentRead: isConsistent = false } = args.input as { Key?: object; ConsistentRead?: boolean };
        const [, kind] = /"(response|invitation|survey-version)#/.exec(JSON.stringify(Key) ?? "") ?? [];
        if (context.commandName !== "GetItemCommand" || kind === undefined) return next(args);
        if (kind === "response") responseReads.push({ isConsistent });
        const read = await next(args);
        if (!isConsistent) delete (read.output as { Item?: unknown }).Item;
        return read;
      },
      { step: "initialize", name: "laggingReplica" },
    );
  });
  afterEach(() => void hearback.dynamodb.middlewareStack.remove("laggingReplica"));

  it("the follow-up questions are asked all the same, and are those of the answer that stands", async () => {
    const { surveyUrl } = await answer(hearback, 3);
    responseReads = [];
    const page = await hearback.open(`${surveyUrl}/questions`);
    expect([page.status, askedOn(page)]).toEqual([200, ["why"]]);
    // An edit's old answer would be found by any other read.
    expect(responseReads).toEqual([{ isConsistent: true }]);
  });

  it("a link that was handed over this moment opens", async () => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction({ send: { via: "link" } }) });
    expect((await hearback.open(json.invitation.url)).status).toBe(200);
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
