/** What to do after the first run. */
import type { Dialogue } from "../dialogue.ts";
import type { PlaceWish } from "../place-wish.ts";
import { type Post, reportOf } from "./first-mail.ts";
import type { FirstKey } from "./set-up.ts";

interface FirstRun {
  readonly post: Post;
  readonly key: FirstKey;
  readonly interactionId: string;
  readonly dialogue: Pick<Dialogue, "place" | "apiUrl">;
}

/** Commands are written as this one was called: in a clone there is a script of npm and no `hearback`. */
export function nextSteps({ post, key, interactionId, dialogue: { place, apiUrl } }: FirstRun): string {
  const url = apiUrl ?? "$HEARBACK_URL";
  const at = optionsOf(place);
  const command = process.env["npm_lifecycle_event"] === "hearback" ? "npm run -s hearback --" : "hearback";
  const inbox = place.kind === "local" && apiUrl !== undefined ? `\nThe mail is at ${url}/_local/mailbox\n` : "";
  return `${inbox}
To ask a customer, report what happened, with their address and an id of yours:

${curlOf(post, key, url)}

${command} interaction show ${interactionId} --workspace ${post.workspaceId} ${at}
  tells what became of this survey.
${command} workspace set ${post.workspaceId} --time-zone Europe/Berlin --footer-address "…" ${at}
  sets when your days begin, and the postal address that many countries ask for at the foot of such a mail.
`;
}

/** In a shell's quotes: what may come into it holds no quote. */
function curlOf(post: Post, { apiKey = "$HEARBACK_API_KEY" }: FirstKey, url: string): string {
  const { send: _, ...report } = reportOf({ ...post, businessId: "ticket-1001", email: "customer@example.com" });
  return `curl ${url}/v1/interactions -H "Authorization: Bearer ${apiKey}" -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(report)}'`;
}

function optionsOf(place: PlaceWish): string {
  if (place.kind !== "local") return `--${place.kind} ${place.name}`;
  return place.directory === ".local" ? "--local" : `--local --data ${place.directory}`;
}
