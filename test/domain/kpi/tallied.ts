/** Records of a window as the tally that their folds come to. */
import { binOf } from "../../../functions/domain/kpi/log-histogram.ts";
import { mergeTallies, type Tally } from "../../../functions/domain/kpi/tally.ts";
import type { RawRecords } from "../../reference/records.ts";

export const tallied = ({ responses, invitations, interactions, issues }: RawRecords): Tally =>
  [
    ...responses.map(
      ({ score, sentAt, countedAt, asked = false, finished = false }): Tally => ({
        [`score:${score}`]: 1,
        asked: Number(asked),
        finished: Number(asked && finished),
        ...(sentAt !== undefined && {
          [`answerTime:${binOf((Date.parse(countedAt) - Date.parse(sentAt)) / 1000)}`]: 1,
        }),
      }),
    ),
    ...invitations.map(
      ({ bounced = false, rejected = false, complained = false, unsubscribed = false }): Tally => ({
        sent: 1,
        delivered: Number(!bounced && !rejected),
        bounced: Number(bounced),
        complained: Number(complained),
        unsubscribed: Number(unsubscribed),
      }),
    ),
    ...interactions.map(
      ({ outcome, handleTimeSeconds: seconds, resolvedOnFirstContact: solved }): Tally => ({
        interactions: 1,
        [`outcome:${outcome}`]: 1,
        ...(seconds !== undefined && {
          handle: 1,
          handleSum: seconds,
          handleSquares: seconds ** 2,
          [`handleTime:${binOf(seconds)}`]: 1,
        }),
        ...(solved !== undefined && { closed: 1, solved: Number(solved) }),
      }),
    ),
    ...issues.map(({ isSolvedAtOnce }): Tally => ({ closed: 1, solved: Number(isSolvedAtOnce) })),
  ].reduce(mergeTallies, {});
