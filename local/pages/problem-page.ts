import { html } from "hono/html";
import { type LocalProblem, type Markup, problemTitle } from "./answers.ts";
import { layout, type Surroundings } from "./layout.ts";

/** For a person who pressed a button or followed a link; programs get the same sentence as problem+json. */
export function problemPage(around: Surroundings, problem: LocalProblem): Markup {
  const title = problemTitle(problem.status);
  return layout(around, {
    title,
    content: html`<h1>${title}</h1>
<p class="lead">${problem.message}</p>
<p><a href="/_local/mailbox">Back to the mailbox</a></p>`,
  });
}
