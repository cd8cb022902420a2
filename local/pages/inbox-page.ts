import { html } from "hono/html";
import type { StoredMail } from "../mailbox.ts";
import type { Markup } from "./answers.ts";
import { layout, momentOf, type Surroundings } from "./layout.ts";

/** More rows would make the page slow to open; the JSON list has every mail. */
const rowsShown = 200;

export function inboxPage(around: Surroundings, mails: readonly StoredMail[], curl: string): Markup {
  if (mails.length === 0) return layout(around, { title: "No mail yet", content: empty(curl) });
  return layout(around, { title: `Mailbox (${mails.length})`, content: list(mails) });
}

function list(mails: readonly StoredMail[]): Markup {
  const hidden = mails.length - rowsShown;
  return html`<h1>Mailbox</h1>
<p class="muted">Every mail that left Hearback, newest first. Nothing here reaches a real mailbox.</p>
<ol class="mails card">${mails.slice(0, rowsShown).map(row)}</ol>
${hidden > 0 ? html`<p class="muted">${hidden} older mails are in <a href="/_local/inbox">the JSON list</a>.</p>` : ""}`;
}

function row(mail: StoredMail): Markup {
  return html`<li><a href="/_local/mailbox/${mail.id}">
<span class="subject">${mail.subject || "(no subject)"}</span>
<span class="to">${mail.to.join(", ")}</span>
${momentOf(mail.sentAt)}
</a></li>`;
}

function empty(curl: string): Markup {
  return html`<h1>No mail yet</h1>
<p class="lead">Hearback writes to a customer after something happened. Make something happen:</p>
<ol class="steps card">
<li><h2>Report an interaction</h2>
<p>Run this in a terminal:</p>
<pre class="copy"><code>${curl}</code></pre></li>
<li><h2>Let the time pass</h2>
<p>A survey is sent a while after the interaction. Press <strong>+1 hour</strong> above and the clock jumps there.</p></li>
<li><h2>Open the mail</h2>
<p>It appears on this page: <a href="/_local/mailbox">look again</a>.</p></li>
</ol>`;
}
