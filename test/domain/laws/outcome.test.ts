import { describe, expect, it } from "vitest";
import { type Interaction, notInvitedReasons, type Outcome } from "../../../functions/domain/interaction.ts";
import { invitationStatuses } from "../../../functions/domain/invitation.ts";
import { needsOrigin, originFault, outcomeFault } from "../../../functions/domain/laws/outcome.ts";
import { anInteraction, anInvitation, invitationId, madeAt, otherInvitationId, surveyId } from "../builders.ts";

const invitation = { id: invitationId, surveyId, dueAt: madeAt };

describe("the outcome of an interaction", () => {
  it("is right when it is an invitation, or a known reason for none", () => {
    expect(outcomeFault({ outcome: "invited", invitation })).toBeUndefined();
    for (const reason of notInvitedReasons) expect(outcomeFault({ outcome: "not_invited", reason })).toBeUndefined();
  });

  it.each([undefined, null, "invited", {}, { outcome: "lost" }, { invitation }])("is none when it is %j", (stored) => {
    expect(outcomeFault(stored)).toBe("has no outcome");
  });

  it.each([
    { outcome: "invited" },
    { outcome: "invited", reason: "throttled" },
    { outcome: "invited", invitation, reason: "throttled" },
    { outcome: "not_invited" },
    { outcome: "not_invited", invitation },
    { outcome: "not_invited", invitation, reason: "throttled" },
  ])("is not exactly one when it is %j", (stored) => {
    expect(outcomeFault(stored)).toBe("has more than one outcome, or half of one");
  });

  it("is no invitation without the id of one", () => {
    for (const nothing of [{}, { id: "inv_1" }, null]) {
      expect(outcomeFault({ outcome: "invited", invitation: nothing })).toBe("was invited by nothing");
    }
  });

  it("is not for a reason that there is not", () => {
    expect(outcomeFault({ outcome: "not_invited", reason: "bored" })).toBe("was not invited for no known reason");
  });
});

describe("an invitation that must be the outcome of its interaction", () => {
  it("is one that was mailed, and none that was handed over as a link or given up", () => {
    expect(invitationStatuses.filter((status) => needsOrigin({ status }))).toEqual(["sent"]);
    expect(invitationStatuses.filter((status) => needsOrigin({ status, via: "link" }))).toEqual([]);
  });

  const faultOf = (interaction: Interaction | undefined) => originFault(anInvitation(), interaction);
  const interactionId = anInvitation().interactionId;

  it("is right where it is that outcome", () => {
    expect(faultOf(anInteraction())).toBeUndefined();
  });

  it("was mailed for nothing where its interaction is gone", () => {
    expect(faultOf(undefined)).toBe(`was sent for ${interactionId}, which is not in the table`);
  });

  it.each<[string, Outcome]>([
    ["another invitation", { outcome: "invited", invitation: { ...invitation, id: otherInvitationId } }],
    ["none", { outcome: "not_invited", reason: "throttled" }],
  ])("was mailed beside the outcome where that is %s", (_, outcome) => {
    expect(faultOf(anInteraction({ outcome }))).toBe(`was sent for ${interactionId}, whose outcome is another`);
  });

  it("is not blamed for a faulty outcome, of which its interaction is told", () => {
    expect(faultOf(anInteraction({ outcome: { outcome: "lost" } as unknown as Outcome }))).toBeUndefined();
  });
});
