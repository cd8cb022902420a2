/** The page of follow-up questions with a state of its form. */
import type { FollowUp } from "../../domain/follow-up.ts";
import type { Reply } from "../../http/endpoint.ts";
import type { FollowUpState } from "../../templates/pages/follow-up-state.ts";
import { followUpsPage } from "../../templates/pages/follow-ups-page.ts";
import { page } from "./page.ts";
import { frameOf } from "./survey-form.ts";
import { type OpenedLink, pathTo } from "./survey-link.ts";

export function followUpsForm(
  status: number,
  link: OpenedLink,
  questions: readonly FollowUp[],
  followUps: FollowUpState,
): Reply {
  const frame = frameOf(link);
  const { copy, nonce, lang } = link;
  const ids = new Set(questions.map(({ id }) => id));
  const asked = copy.followUps.filter(({ question }) => ids.has(question.id));
  const paths = { action: `${link.path}/questions`, skipUrl: pathTo(link, "/thanks") };
  return page(status, frame, followUpsPage({ ...frame, ...paths, nonce, lang, asked, followUps }));
}
