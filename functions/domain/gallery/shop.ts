/** Ready surveys for shops, on the web and on the street. */
import { en, options, readySurvey } from "./ready-survey.ts";

const twoHours = 7200;

export const shopSurveys = [
  readySurvey(
    {
      id: "delivery-stars",
      name: "After delivery",
      description: "Asked two hours after a parcel was delivered. Tells the carrier's faults from those of packing.",
      kind: "stars",
      listensTo: ["order.delivered"],
    },
    {
      invitation: { delaySeconds: twoHours, expireAfterDays: 14 },
      question: en("How was the delivery of {{product|your order}}?"),
      followUps: [
        {
          id: "went_wrong",
          type: "multiple",
          ask: en("What went wrong?"),
          when: { score: [1, 3] },
          options: options({
            late: "It came late",
            damaged: "Something was damaged",
            incomplete: "Something was missing or wrong",
            place: "It was left in the wrong place",
            tracking: "I did not know when it would come",
          }),
          other: true,
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "purchase-csat",
      name: "After a purchase",
      description: "Asked a week after an order, when the product is in use. About the product, not the parcel.",
      kind: "csat",
      listensTo: ["order.completed"],
    },
    {
      invitation: { delaySeconds: 604_800, expireAfterDays: 30 },
      question: en("How satisfied are you with {{product|what you bought}}?"),
      followUps: [
        {
          id: "as_described",
          type: "yes_no",
          ask: en("Is it what you expected from its description?"),
          required: false,
        },
        {
          id: "difference",
          type: "text",
          ask: en("What is different?"),
          when: { answer: { question: "as_described", in: [false] } },
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "in-store-stars",
      name: "After a visit in the store",
      description: "Asked two hours after a visit, for instance of customers who collect points.",
      kind: "stars",
      listensTo: ["store.visited"],
    },
    {
      invitation: { delaySeconds: twoHours, expireAfterDays: 7 },
      question: en("How was your visit to {{attributes.store|our store}}?"),
      followUps: [
        {
          id: "found",
          type: "yes_no",
          ask: en("Did you find what you were looking for?"),
          required: false,
        },
        {
          id: "looked_for",
          type: "text",
          ask: en("What were you looking for?"),
          when: { answer: { question: "found", in: [false] } },
          required: false,
        },
        {
          id: "staff",
          type: "rating",
          ask: en("How helpful was our staff? 1 is not at all, 5 is very."),
          required: false,
        },
      ],
    },
  ),
  readySurvey(
    {
      id: "website-feedback",
      name: "Website feedback",
      description: "Five faces, asked after a visit to your website or app that you know the customer of.",
      kind: "custom",
      listensTo: ["website.visited"],
    },
    {
      scale: {
        min: 1,
        max: 5,
        topBox: 4,
        emoji: ["😡", "🙁", "😐", "🙂", "😍"],
        labels: {
          "1": en("Very bad"),
          "2": en("Bad"),
          "3": en("So-so"),
          "4": en("Good"),
          "5": en("Very good"),
        },
      },
      question: en("How was your visit to our website?"),
      followUps: [
        {
          id: "found",
          type: "yes_no",
          ask: en("Did you find what you came for?"),
          required: false,
        },
        {
          id: "reason",
          type: "single",
          ask: en("What kept you from it?"),
          when: { answer: { question: "found", in: [false] } },
          options: options({
            not_there: "It is not there",
            confusing: "I could not find my way",
            slow: "It was too slow",
            error: "Something did not work",
          }),
          other: true,
          required: false,
        },
      ],
    },
  ),
];
