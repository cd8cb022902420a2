import type { FollowUpAnswers } from "../../domain/follow-up.ts";
import { enteredFrom, type FollowUpState } from "../../templates/pages/follow-up-state.ts";

/** Kept answers as the forms show them. */
export const enteredAnswers = (answers: FollowUpAnswers = {}): FollowUpState => ({
  entered: Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, enteredFrom(answer)])),
  faults: {},
});
