/** What the first run is to make. Whatever was not told is asked of whoever sits at the terminal. */
import { gallery } from "../../../functions/domain/gallery/gallery.ts";
import type { ReadySurvey } from "../../../functions/domain/gallery/ready-survey.ts";
import { InteractionReport } from "../../../functions/endpoints/interactions/interaction-report.ts";
import { WorkspacePatch } from "../../../functions/endpoints/workspace/workspace-view.ts";
import type { Dialogue } from "../dialogue.ts";
import { wrongUsage } from "../failure.ts";
import { aligned } from "../print.ts";
import { accepted } from "../use-case.ts";

export interface Told {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly survey: string | undefined;
}

export interface Wishes {
  readonly name: string;
  readonly email: string;
  readonly ready: ReadySurvey;
}

const standardSurvey = "support-nps";

/** Refuses what could not be used, before anything is made. */
export async function wishesOf(told: Told, dialogue: Dialogue): Promise<Wishes> {
  // What was told is checked before more is asked.
  if (told.survey !== undefined) readySurvey(told.survey);
  const name = await toldOrAsked("name", told.name, "What do customers know your business by?", dialogue);
  accepted(WorkspacePatch, { name });
  const email = await toldOrAsked(
    "email",
    told.email,
    "Where is the first survey to go? Your e-mail address:",
    dialogue,
  );
  accepted(InteractionReport, { type: "first.survey", customer: { email } });
  return { name, email, ready: readySurvey(told.survey ?? (await askedSurvey(dialogue))) };
}

async function toldOrAsked(
  option: string,
  told: string | undefined,
  question: string,
  { ask }: Dialogue,
): Promise<string> {
  if (told !== undefined) return told;
  if (!ask) throw wrongUsage(`--${option} is missing; see hearback init --help.`);
  const answer = await ask(question);
  if (answer === "") throw wrongUsage(`--${option} is empty.`);
  return answer;
}

async function askedSurvey({ ask, say }: Dialogue): Promise<string> {
  if (!ask) return standardSurvey;
  say(aligned(gallery.map(({ id, name, definition: { kind } }) => [`  ${id}`, name, kind])).trimEnd());
  return (await ask(`Which survey? (${standardSurvey})`)) || standardSurvey;
}

function readySurvey(id: string): ReadySurvey {
  const ready = gallery.find((one) => one.id === id);
  if (!ready) throw wrongUsage(`--survey must be one of ${gallery.map((one) => one.id).join(", ")}.`);
  return ready;
}
