/** The first run: a workspace, a survey of the gallery and a key, and a survey to oneself, followed until it has arrived. */
import { command } from "./command.ts";
import type { Dialogue } from "./dialogue.ts";
import { wrongUsage } from "./failure.ts";
import { follow, sendFirst } from "./init/first-mail.ts";
import { nextSteps } from "./init/next-steps.ts";
import { firstKey, surveyFrom, workspaceNamed } from "./init/set-up.ts";
import { whyItWaits } from "./init/why-it-waits.ts";
import { wishesOf } from "./init/wishes.ts";

const standardWait = "180";

export const init = command({
  name: "init",
  summary: "Makes a first workspace, survey and key, sends a survey to yourself and waits until it has arrived.",
  details: `Harmless to repeat: a workspace of that name, its survey and its key are taken up, the same address is mailed once, and the
key is shown only when it is made. What is missing is asked at a terminal. Exit code 1 says that the mail did not arrive.`,
  options: {
    name: { value: "TEXT", help: "what customers know your business by; the sender's name of its mails" },
    email: { value: "ADDRESS", help: "where the first survey goes: your own" },
    survey: { value: "ID", help: "which one of GET /v1/gallery (default support-nps)" },
    wait: { value: "SECONDS", help: `how long to wait for the mail (default ${standardWait})` },
  },
  async run({ values: { wait = standardWait, ...told } }, services, tell, dialogue) {
    const seconds = secondsOf(wait);
    const { name, email, ready } = await wishesOf(told, dialogue);
    const step = stepsIn(dialogue);

    const workspace = await workspaceNamed(name, services);
    step("workspace", `${workspace.it.id} ${workspace.it.name}`, workspace.isNew);
    const survey = await surveyFrom(ready, workspace.it, services);
    step("survey", `${survey.it.id} ${survey.it.name}`, survey.isNew);
    const key = await firstKey(workspace.it, services);
    step("key", key.it.apiKey ?? key.it.id, key.isNew);
    if (key.isNew) dialogue.say("           This is the whole key. Keep it now: it is not shown again.");

    const [type = "first.survey"] = ready.definition.listensTo;
    const businessId = `first-${ready.id}`;
    const post = { workspaceId: workspace.it.id, surveyId: survey.it.id, type, email, businessId };
    const mail = await sendFirst(post, services);
    const state = await follow(post, mail, { seconds, services, tell });
    dialogue.say(`mail       to ${email}: ${state.says}`);

    const isLate = seconds > 0 && state.standing === "waiting";
    if (isLate) dialogue.say(await whyItWaits(dialogue.place, seconds, tell));
    return {
      json: {
        workspaceId: workspace.it.id,
        surveyId: survey.it.id,
        keyId: key.it.id,
        ...(key.it.apiKey !== undefined && { apiKey: key.it.apiKey }),
        interactionId: mail.interactionId,
        mail: state,
      },
      text: nextSteps({ post, key: key.it, interactionId: mail.interactionId, dialogue }),
      failed: state.standing === "failed" || isLate,
    };
  },
});

const stepsIn =
  ({ say }: Dialogue) =>
  (what: string, which: string, isNew: boolean): void =>
    say(`${what.padEnd(9)}  ${which}${isNew ? "" : ", which was there"}`);

function secondsOf(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw wrongUsage("--wait is no number of seconds from 0 to 9999.");
  return Number(text);
}
