/** Ready surveys along the life of a customer, from the first steps to the last. */
import { en, options, readySurvey } from "./ready-survey.ts";

const day = 86_400;

export const relationshipSurveys = [
  readySurvey(
    {
      id: "onboarding-ces",
      name: "After getting started",
      description: "Asked a day after somebody has set your product up. Finds the step at which others give up.",
      kind: "ces",
      listensTo: ["onboarding.completed"],
    },
    {
      invitation: { delaySeconds: day, expireAfterDays: 14 },
      question: en("How much do you agree? {{workspace.name}} made it easy for me to get started."),
      followUps: [
        {
          id: "hardest",
          type: "single",
          ask: en("Which step was the hardest?"),
          when: { score: [1, 5] },
          options: options({
            signing_up: "Signing up",
            setting_up: "Setting it up",
            importing: "Bringing in what I had",
            understanding: "Understanding what it can do",
          }),
          other: true,
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "product-nps",
      name: "Product recommendation",
      description: "Asked of people who use the product, at most every 90 days. What to keep, and what to build next.",
      kind: "nps",
      listensTo: ["product.used"],
    },
    {
      policy: { throttleDays: 90, whenThrottled: "skip" },
      question: en("How likely are you to recommend {{product|our product}} to a friend or colleague?"),
      followUps: [
        {
          id: "improve",
          type: "text",
          ask: en("What is the one thing we should improve?"),
          when: { score: [0, 8] },
          required: false,
        },
        {
          id: "best",
          type: "text",
          ask: en("What do you like best?"),
          when: { score: [9, 10] },
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "renewal-nps",
      name: "Before a renewal",
      description:
        "Asked some time before a contract ends, while there is still something to be done about the answer.",
      kind: "nps",
      listensTo: ["renewal.upcoming"],
    },
    {
      invitation: { delaySeconds: 0, expireAfterDays: 30 },
      policy: { throttleDays: 180, whenThrottled: "defer" },
      followUps: [
        {
          id: "value",
          type: "rating",
          ask: en("How well is it worth its price? 1 is not at all, 5 is very well."),
          required: false,
        },
        {
          id: "need",
          type: "text",
          ask: en("What would you need from us in the coming year?"),
          required: false,
        },
        { id: "contact", type: "contact", when: { score: [0, 8] }, required: false },
      ],
    },
  ),
  readySurvey(
    {
      id: "cancellation",
      name: "After a cancellation",
      description: "Asked once somebody has cancelled. Not to win them back, but to learn why.",
      kind: "thumbs",
      listensTo: ["subscription.cancelled"],
    },
    {
      question: en("Could you imagine coming back to {{workspace.name}} one day?"),
      followUps: [
        {
          id: "reason",
          type: "single",
          ask: en("What was the main reason to leave?"),
          options: options({
            price: "It costs too much",
            missing: "Something I need is missing",
            quality: "It did not work well enough",
            support: "I did not get the help I needed",
            no_need: "I do not need it any more",
          }),
          other: true,
          required: false,
        },
        {
          id: "missed",
          type: "text",
          ask: en("What is it that you were missing?"),
          when: { answer: { question: "reason", in: ["missing"] } },
          required: false,
        },
      ],
      thanks: en("Thank you for telling us. We wish you all the best."),
    },
  ),
  readySurvey(
    {
      id: "event-nps",
      name: "After an event",
      description: "Asked the morning after a course, a webinar or a conference.",
      kind: "nps",
      listensTo: ["event.attended"],
    },
    {
      invitation: { delaySeconds: day / 2, expireAfterDays: 14 },
      question: en("How likely are you to recommend {{attributes.event|our event}} to a friend or colleague?"),
      followUps: [
        {
          id: "content",
          type: "rating",
          ask: en("How useful was what you heard? 1 is not at all, 5 is very."),
          required: false,
        },
        {
          id: "more_of",
          type: "multiple",
          ask: en("What would you like more of next time?"),
          options: options({
            talks: "Talks",
            practice: "Trying things out",
            questions: "Time for questions",
            people: "Time to meet people",
          }),
          other: true,
          required: false,
        },
      ],
    },
  ),
];
