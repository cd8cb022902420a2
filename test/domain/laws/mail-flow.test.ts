import { describe, expect, it } from "vitest";
import { isPassedOver, mailFlowOf } from "../../../functions/domain/laws/mail-flow.ts";
import { addSeconds } from "../../../functions/domain/time.ts";
import { anInvitation, madeAt } from "../builders.ts";

/** So many minutes after the invitation in question came due. */
const minute = (count: number) => addSeconds(madeAt, count * 60);
const mail = (createdAt: string, sentAt: string) => anInvitation({ status: "sent", createdAt, sentAt });
const isPassed = (settled: Parameters<typeof mailFlowOf>[0], provenAt?: string) =>
  isPassedOver({ dueAt: madeAt }, mailFlowOf(settled, provenAt));

describe("an invitation that is long due", () => {
  it("is held back where no mail of anybody's has left since", () => {
    expect(isPassed([])).toBe(false);
    expect(isPassed([mail(minute(-60), minute(-59))], minute(-59))).toBe(false);
  });

  it("is held back while its workspace's mails leave that came due before it", () => {
    expect(isPassed([mail(minute(-90), minute(40)), mail(minute(-80), minute(41))], minute(41))).toBe(false);
  });

  it("was passed over when a mail left that was made after its time was over", () => {
    const mails = [mail(minute(-90), minute(40)), mail(minute(20), minute(21))];
    expect(isPassed(mails, minute(40))).toBe(true);
    expect(isPassed(mails.reverse(), minute(40))).toBe(true);
  });

  it("was passed over when others' mails were taken and none of its workspace's left", () => {
    expect(isPassed([mail(minute(-60), minute(-59))], minute(16))).toBe(true);
    expect(isPassed([mail(minute(-60), minute(-59))], minute(15))).toBe(false);
  });

  it("goes by the other mails where nothing says when one left", () => {
    const unknown = anInvitation({ status: "sent", createdAt: minute(-90) });
    expect(isPassed([mail(minute(20), minute(21)), unknown])).toBe(true);
  });

  it("learns nothing from links, nor from what was skipped", () => {
    const link = { ...mail(minute(20), minute(20)), via: "link" as const };
    const skipped = anInvitation({ status: "skipped", createdAt: minute(20) });
    expect(isPassed([link, skipped])).toBe(false);
    expect(isPassed([mail(minute(-90), minute(40)), link, skipped])).toBe(false);
  });
});
