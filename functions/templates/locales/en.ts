import type { Wording } from "./wording.ts";

export const en: Wording = {
  kinds: {
    nps: {
      question: "How likely are you to recommend {{workspace.name}} to a friend or colleague?",
      lowest: "Not at all likely",
      highest: "Extremely likely",
      commentLabel: "What is the main reason for your score?",
    },
  },
  mail: {
    subject: "One question from {{workspace.name}}",
    intro:
      "You were recently in touch with us, and we would like to know how we did. It is one question and takes less than a minute.",
    rate: (score, max) => `Rate ${score} out of ${max}`,
    next: "Choose a number. On the page that opens you can add a few words before you send your answer.",
    openSurvey: "Open the survey in your browser",
    why: (workspaceName) => `You received this email because you were recently in touch with ${workspaceName}.`,
    unsubscribe: "Unsubscribe from these emails",
  },
  survey: {
    score: (score, max) => `${score} out of ${max}`,
    optional: "optional",
    send: "Send my answer",
    save: "Save my changes",
    whenSent: (workspaceName) => `Your answer reaches ${workspaceName} when you press the button.`,
    answered: "You have already answered. You can still change your answer here.",
  },
  errors: {
    inTitle: (title) => `Please check your answer: ${title}`,
    score_missing: "Please choose a number, then send your answer.",
    score_invalid: (min, max) => `Please choose one of the numbers from ${min} to ${max}.`,
    comment_too_long: (max) => `Your comment is too long. Please shorten it to ${max} characters.`,
  },
  thanks: {
    title: "Thank you",
    text: "Your answer has been saved. You can close this page now.",
    change: "Change my answer",
  },
  notices: {
    not_found: {
      title: "We could not find this page",
      text: "The link may be incomplete. Please open it again from the email you received.",
    },
    expired: {
      title: "This survey has ended",
      text: "The time for answering has passed. Thank you for wanting to tell us.",
    },
    answered: {
      title: "You have already answered",
      text: "Thank you. We have your answer, and the time for changing it has passed.",
    },
    closed: {
      title: "This survey is closed",
      text: "It does not take answers any more. Thank you for your interest.",
    },
    error: {
      title: "Something went wrong on our side",
      text: "Please try again in a few minutes. If you were sending an answer, it may not have been saved.",
    },
    invalid: {
      title: "We could not read that",
      text: "Please go back, check your answer and send it again.",
    },
  },
  reference: (requestId) => `Reference: ${requestId}`,
  unsubscribe: {
    ask: {
      title: "Stop these emails?",
      text: (workspaceName) => `${workspaceName} will not send you surveys by email any more.`,
    },
    button: "Unsubscribe",
    done: {
      title: "You are unsubscribed",
      text: (workspaceName) =>
        `${workspaceName} will not send you surveys by email any more. An email that was already on its way may still arrive.`,
    },
  },
};
