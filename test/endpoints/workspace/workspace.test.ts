import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeWorkspace } from "../../../functions/endpoints/workspace/change-workspace.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";

const wrong: [body: unknown, paths: string[]][] = [
  [{ name: "" }, ["name"]],
  [{ name: "x".repeat(101) }, ["name"]],
  [{ name: "Juniper <care" }, ["name"]],
  [{ name: "care@juniper" }, ["name"]],
  [{ name: "Juniper\r\nBcc: eve@example.com" }, ["name"]],
  [{ name: "Juniper\u202e" }, ["name"]],
  [{ name: null }, ["name"]],
  [{ name: " " }, ["name"]],
  [{ timeZone: "Mars/Olympus" }, ["timeZone"]],
  [{ timeZone: "+01:00" }, ["timeZone"]],
  [{ locale: "en_GB" }, ["locale"]],
  [{ locale: "english" }, ["locale"]],
  [{ replyTo: "Care <care@example.com>" }, ["replyTo"]],
  [{ replyTo: "a@example.com,b@example.com" }, ["replyTo"]],
  [{ footerAddress: "\u200b" }, ["footerAddress"]],
  [{ footerAddress: "x".repeat(301) }, ["footerAddress"]],
  [{ footerAddress: "12 Garden Row\nBristol" }, ["footerAddress"]],
  [{ policy: { throttleDays: null } }, ["policy.throttleDays"]],
  [{ policy: { dailyCap: -1 } }, ["policy.dailyCap"]],
  [{ policy: { quietHours: { from: "8pm", to: "08:00" } } }, ["policy.quietHours.from"]],
  [{ policy: { quietHours: { from: "24:00", to: "08:00" } } }, ["policy.quietHours.from"]],
  [{ policy: { quietHours: { from: "08:00", to: "08:00" } } }, ["policy.quietHours"]],
  [{ policy: { throttleDays: 366 } }, ["policy.throttleDays"]],
  [{ policy: { throttleDays: 1, cap: 2 } }, ["policy.cap"]],
  [{ testers: ["tess@example.com", "tess"] }, ["testers.1"]],
  [{ testers: Array(51).fill("tess@example.com") }, ["testers"]],
  [{ segmentAttributes: ["plan", "plan"] }, ["segmentAttributes"]],
  [{ segmentAttributes: ["a", "b", "c", "d", "e", "f"] }, ["segmentAttributes"]],
  [{ segmentAttributes: ["pl an"] }, ["segmentAttributes.0"]],
  [{ solvedTypes: [""] }, ["solvedTypes.0"]],
  [{ recontactWindowDays: 0 }, ["recontactWindowDays"]],
  [{ grossMarginPercent: 101 }, ["grossMarginPercent"]],
  [{ grossMarginPercent: 5e-324 }, ["grossMarginPercent"]],
  [{ id: "ws_00000000000", salt: "x", createdAt: "2026-01-01T00:00:00Z" }, ["createdAt", "id", "salt"]],
  [[], [""]],
];

describe("the workspace", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const get = async () => (await hearback.call("GET", "/v1/workspace")).json;
  const patch = (body: unknown) => hearback.call("PATCH", "/v1/workspace", { body });

  it("takes no re-contact window that is not over before records expire", async () => {
    const { services, seed } = hearback;
    const workspace = await services.workspaces.get(seed.workspaceId);
    const caller = { workspaceId: seed.workspaceId, workspace, keyId: "key_1" };
    const settings = { ...services.settings, recordRetentionDays: 30 };
    const wish = (recontactWindowDays: number) =>
      changeWorkspace.run({ caller, body: { recontactWindowDays } } as never, { ...services, settings });
    await expect(wish(23)).rejects.toMatchObject({ faults: [{ path: "recontactWindowDays" }] });
    expect(await wish(22)).toMatchObject({ status: 200 });
  });

  it("takes what its figures are made by", async () => {
    const made = {
      segmentAttributes: ["plan", "region"],
      solvedTypes: ["ticket.done"],
      recontactWindowDays: 14,
      grossMarginPercent: 62.5,
    };
    expect((await patch(made)).json).toMatchObject(made);
    const { json } = await patch({ ...made, segmentAttributes: [], grossMarginPercent: null });
    expect(json).toMatchObject({ segmentAttributes: [] });
    expect(json).not.toHaveProperty("grossMarginPercent");
    await patch({ solvedTypes: ["*.solved", "*.resolved", "*.closed"], recontactWindowDays: 7 });
  });

  it("is shown without its secrets", async () => {
    const { text, json } = await hearback.call("GET", "/v1/workspace");
    expect(json).toEqual({
      id: hearback.seed.workspaceId,
      name: "Juniper Home",
      timeZone: "UTC",
      locale: "en",
      policy: { throttleDays: 0 },
      segmentAttributes: [],
      solvedTypes: ["*.solved", "*.resolved", "*.closed"],
      recontactWindowDays: 7,
      testers: [],
      createdAt: expect.any(String),
    });
    const { salt } = await hearback.services.workspaces.get(hearback.seed.workspaceId);
    expect(text).not.toContain(salt);
  });

  it("changes what is named and keeps the rest", async () => {
    const before = await get();
    const change = {
      name: "Juniper & Co.",
      timeZone: "Asia/Kathmandu",
      locale: "de-AT",
      replyTo: "care@juniper.example.com",
      footerAddress: "12 Garden Row, Bristol",
      policy: { throttleDays: 5 },
      testers: ["tess@example.com"],
    };
    const { status, json } = await patch(change);
    expect([status, json]).toEqual([200, { ...before, ...change }]);
    expect((await patch({ name: "Juniper" })).json).toEqual({ ...json, name: "Juniper" });
    expect((await patch({})).json).toEqual({ ...json, name: "Juniper" });
    expect((await patch({ policy: {} })).json).toEqual({ ...json, name: "Juniper" });
  });

  it("takes optional fields away with null", async () => {
    await patch({ replyTo: "care@juniper.example.com", footerAddress: "12 Garden Row" });
    const { json } = await patch({ replyTo: null, footerAddress: null });
    expect(json).not.toHaveProperty("replyTo");
    expect(json).not.toHaveProperty("footerAddress");
    expect(await get()).toEqual(json);
  });

  it.each(wrong)("is refused %j, and the fault is named", async (body, paths) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await patch(body);
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
    });
    expect(written).toEqual([]);
  });

  it("keeps both of two changes at once", async () => {
    await Promise.all([patch({ name: "Juniper Two" }), patch({ footerAddress: "13 Garden Row" })]);
    expect(await get()).toMatchObject({ name: "Juniper Two", footerAddress: "13 Garden Row" });
  });

  it("signs mail and pages with its name, and takes replies where it says", async () => {
    await patch({ name: "Juniper Four", replyTo: "replies@juniper.example.com", footerAddress: "14 Garden Row" });
    const { surveyUrl } = await invite(hearback, { customer: { email: "reader@example.com" } });
    await hearback.jobs.run("dispatch-invitations");
    const mail = (await hearback.mailbox.list()).find(({ to }) => to.includes("reader@example.com"));
    expect(mail?.from).toContain("Juniper Four");
    expect(mail?.raw).toMatch(/^Reply-To:.*replies@juniper\.example\.com/im);
    expect(mail?.text).toContain("14 Garden Row");
    expect((await hearback.open(surveyUrl)).text).toContain("Juniper Four");
  });
});
