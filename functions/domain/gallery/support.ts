/** Ready surveys for whoever answers customers' questions. */
import type { FollowUp } from "../follow-up.ts";
import { en, options, readySurvey } from "./ready-survey.ts";

const solved: FollowUp = { id: "solved", type: "yes_no", ask: en("Is your question solved now?"), required: false };

const contactWhen = (from: number, to: number): FollowUp => ({
  id: "contact",
  type: "contact",
  when: { score: [from, to] },
  required: false,
});

export const supportSurveys = [
  readySurvey(
    {
      id: "support-nps",
      name: "After support: recommendation",
      description: "Asked an hour after a ticket is solved. Shows whether help makes customers speak well of you.",
      kind: "nps",
      listensTo: ["ticket.solved"],
    },
    {
      followUps: [
        {
          id: "went_wrong",
          type: "multiple",
          ask: en("What should have gone better?"),
          when: { score: [0, 6] },
          options: options({
            waiting: "I waited too long",
            repeating: "I had to explain it more than once",
            unsolved: "It is not solved",
            tone: "The way I was spoken to",
          }),
          other: true,
          required: false,
        },
        contactWhen(0, 6),
      ],
    },
  ),
  readySurvey(
    {
      id: "support-csat",
      name: "After support: satisfaction",
      description: "Asked an hour after a ticket is solved, about that ticket. Good for comparing agents and channels.",
      kind: "csat",
      listensTo: ["ticket.solved"],
    },
    {
      question: en("How satisfied are you with the help you got from {{agent.name|us}}?"),
      followUps: [
        solved,
        {
          id: "missing",
          type: "text",
          ask: en("What is still missing?"),
          when: { answer: { question: "solved", in: [false] } },
          required: false,
        },
        contactWhen(1, 2),
      ],
    },
  ),
  readySurvey(
    {
      id: "support-ces",
      name: "After support: effort",
      description:
        "Asked an hour after a ticket is solved. Finds what makes getting help hard, before customers leave.",
      kind: "ces",
      listensTo: ["ticket.solved"],
    },
    {
      followUps: [
        {
          id: "hard",
          type: "multiple",
          ask: en("What made it hard?"),
          when: { score: [1, 4] },
          options: options({
            finding_you: "Finding out how to reach you",
            waiting: "Waiting for an answer",
            several_times: "Having to write or call several times",
            instructions: "Following what I was told to do",
          }),
          other: true,
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "chat-thumbs",
      name: "After a chat",
      description: "Asked as soon as a chat ends: one press, yes or no. The lightest survey there is.",
      kind: "thumbs",
      listensTo: ["chat.ended"],
    },
    {
      invitation: { delaySeconds: 0, expireAfterDays: 7 },
      question: en("Did this chat help you?"),
      followUps: [
        {
          id: "why_not",
          type: "single",
          ask: en("What was the matter?"),
          when: { score: [0, 0] },
          options: options({
            misunderstood: "I was not understood",
            wrong: "The answer was wrong",
            slow: "It took too long",
            no_person: "I could not reach a person",
          }),
          other: true,
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "phone-csat",
      name: "After a phone call",
      description: "Asked half an hour after a call. Also asks whether one call was enough.",
      kind: "csat",
      listensTo: ["call.ended"],
    },
    {
      invitation: { delaySeconds: 1800, expireAfterDays: 14 },
      question: en("How satisfied are you with your call with {{agent.name|our team}}?"),
      followUps: [
        {
          id: "first_contact",
          type: "yes_no",
          ask: en("Was this the first time you contacted us about it?"),
          required: false,
        },
        solved,
        contactWhen(1, 2),
      ],
    },
  ),
  readySurvey(
    {
      id: "self-service-effort",
      name: "After self-service",
      description: "Asked after something was done without help, such as a return. On the older scale: low is good.",
      kind: "ces",
      listensTo: ["return.completed"],
    },
    {
      effortScale: "effort",
      followUps: [
        {
          id: "stuck",
          type: "text",
          ask: en("Where did you get stuck?"),
          when: { score: [4, 5] },
          required: false,
        },
      ],
    },
  ),
];
