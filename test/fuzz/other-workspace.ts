/** A second business in the same table, whose data carry a mark that no answer to anybody else may hold. */
import { paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "vitest";
import { type Answered, answer } from "../endpoints/customers.ts";
import { cursorAt } from "../endpoints/paging.ts";
import type { ContractedHearback } from "../http/contract.ts";
import type { Known } from "./known.ts";

const mark = "Zanzibar-7f3a91";

export interface OtherWorkspace {
  /** Fails when a text tells of it. */
  expectUntold(text: string, about: string): void;
  expectUntouched(): Promise<void>;
}

export async function plantOther(hearback: ContractedHearback, known: Known): Promise<OtherWorkspace> {
  const seed = await hearback.plant({
    workspace: { name: mark },
    survey: { name: mark, question: { en: `${mark}?` } },
  });
  const inside = await fill({ ...hearback, seed, call: asOwner(hearback, seed.apiKey) });
  await hearback.jobs.run("react-to-changes");
  await hearback.jobs.run("dispatch-invitations");
  await hearback.jobs.run("compute-kpis");
  const names = { srv: seed.surveyId, cur: cursorAt({ ...hearback, seed }, hearback.clock.now()), ...inside };
  for (const [kind, name] of Object.entries(names)) known.add(`foreign ${kind === "cur" ? "cursor" : kind}`, name);
  const before = await itemsOf(hearback, seed.workspaceId);
  expect(before.size).toBeGreaterThan(10);
  const secrets = [mark, seed.workspaceId, seed.apiKey];
  return {
    expectUntold: (text, about) => {
      for (const secret of secrets) expect(text.includes(secret), `${about} told of another workspace`).toBe(false);
    },
    expectUntouched: async () => expect(await itemsOf(hearback, seed.workspaceId)).toEqual(before),
  };
}

const asOwner =
  (hearback: ContractedHearback, key: string): ContractedHearback["call"] =>
  (method, path, options) =>
    hearback.call(method, path, { key, ...options });

/** One of everything; answers the ids by kind. */
async function fill(other: ContractedHearback): Promise<Record<string, string>> {
  const report = { agent: { id: mark, name: mark }, customer: { id: mark, email: `${mark}@example.com`, name: mark } };
  const answered: Answered = await answer(other, 3, { comment: mark, report });
  const post = async (path: string, body: unknown): Promise<string> =>
    (await other.call("POST", path, { body })).json.id;
  return {
    int: answered.interactionId,
    inv: answered.invitationId,
    rsp: answered.responseId,
    qua: `${answered.responseId.replace("rsp_", "qua_")}01`,
    cus: `cus_${answered.interactionId.slice(4, 26)}`,
    src: await post("/v1/sources", { name: mark, kind: "generic" }),
    sup: await post("/v1/suppressions", { email: `${mark}-never@example.com`, note: mark }),
    key: await post("/v1/keys", { name: mark, scopes: ["read"] }),
  };
}

type Items = ReadonlyMap<string, Record<string, unknown>>;

/** All that its partitions hold, by key, but for how often it was called. */
async function itemsOf({ dynamodb, tableName }: ContractedHearback, workspaceId: string): Promise<Items> {
  const items = new Map<string, Record<string, unknown>>();
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: tableName })) {
    for (const item of Items.map((one) => unmarshall(one))) {
      const isOther = `${item["pk"]} ${item["sk"]}`.includes(workspaceId) && item["record"] !== "rate-bucket";
      if (isOther) items.set(`${item["pk"]} ${item["sk"]}`, item);
    }
  }
  return items;
}
