import * as z from "zod";
import type { StoredMail } from "../mailbox.ts";
import { sesBounceTypes, sesEvent, sesEventTypes } from "../ses-events.ts";
import { jsonAnswer, LocalProblem, type LocalResponse, seeOther } from "./answers.ts";
import { isForm, type LocalControls, pageToReturnTo, readFields, type Visit } from "./requests.ts";

/** What the buttons do. Each action takes a program's JSON and answers JSON, or takes a button's form and leads back to its page. */

const maxAdvanceSeconds = 365 * 86_400;

const clockMove = z.object({ advanceSeconds: z.number().int().min(0).max(maxAdvanceSeconds) });

export async function moveClock(visit: Visit): Promise<LocalResponse> {
  const fields = readFields(visit.request);
  const asked = isForm(visit.request) ? { advanceSeconds: Number(fields.advanceSeconds || Number.NaN) } : fields;
  const move = clockMove.safeParse(asked);
  if (!move.success)
    throw new LocalProblem(
      422,
      `advanceSeconds must be a whole number of seconds from 0 to ${maxAdvanceSeconds}, which is a year.`,
    );
  const { now } = await attempt("Moving the clock", () => visit.controls.advance(move.data.advanceSeconds));
  return done(visit, "clock", jsonAnswer({ now }));
}

export async function runJob(visit: Visit): Promise<LocalResponse> {
  const { controls, part: job } = visit;
  if (!controls.jobs.includes(job))
    throw new LocalProblem(404, `There is no such job. The jobs are ${controls.jobs.join(", ")}.`);
  const result = await attempt(job, () => controls.run(job));
  return done(visit, job, jsonAnswer({ job, result: result ?? null }));
}

const mailEvent = z.object({
  messageId: z.string(),
  type: z.enum(sesEventTypes),
  bounceType: z.enum(sesBounceTypes).optional(),
});
const eventRules: Readonly<Record<string, string>> = {
  messageId: "messageId must be the id of a mail, as a string.",
  type: `type must be one of ${sesEventTypes.join(", ")}.`,
  bounceType: `bounceType must be one of ${sesBounceTypes.join(", ")}.`,
};

export async function reportMailEvent(visit: Visit): Promise<LocalResponse> {
  const { controls, request } = visit;
  const read = mailEvent.safeParse(readFields(request));
  if (!read.success)
    throw new LocalProblem(422, eventRules[String(read.error.issues[0]?.path[0])] ?? "The body must be a JSON object.");
  const { messageId, type, bounceType } = read.data;
  const mail = await mailOf(controls, messageId);
  const event = sesEvent(type, mail, controls.now(), bounceType);
  await attempt(`Reporting the ${type}`, async () => controls.emit(event));
  const reported =
    event.eventType === "Bounce" ? { messageId, type, bounceType: event.bounce.bounceType } : { messageId, type };
  return done(visit, type, jsonAnswer(reported, 202));
}

async function attempt<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new LocalProblem(500, `${what} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function done({ request }: Visit, notice: string, answer: LocalResponse): LocalResponse {
  if (!isForm(request)) return answer;
  const page = pageToReturnTo(request);
  return seeOther(`${page}${page.includes("?") ? "&" : "?"}notice=${notice}`);
}

export async function mailOf({ mailbox }: LocalControls, id: string): Promise<StoredMail> {
  const mail = await mailbox.find(id);
  if (mail === undefined) throw new LocalProblem(404, "The mailbox holds no mail with this id.");
  return mail;
}
