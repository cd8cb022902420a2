/** KPIs by the names that people know them by, and what has to be reported before there is anything to measure. */

export interface KpiWords {
  readonly title: string;
  readonly needs: string;
}

const answers = "answers to a survey of this kind";
const mails = "surveys that were mailed";

const moves = "customers who come and go: interactions of type customer.activated and customer.cancelled";

const words: Readonly<Record<string, KpiWords>> = {
  nps: { title: "Net Promoter Score", needs: answers },
  csat: { title: "Customer satisfaction", needs: answers },
  ces: { title: "Customer effort", needs: answers },
  stars: { title: "Stars", needs: answers },
  thumbs: { title: "Thumbs up", needs: answers },
  custom: { title: "Mean score", needs: answers },
  fcr: {
    title: "First-contact resolution",
    needs: "interactions with resolvedOnFirstContact, or with the issueId of an issue that was solved",
  },
  aht: { title: "Handle time", needs: "interactions with handleTimeSeconds" },
  response_rate: { title: "Response rate", needs: mails },
  completion_rate: { title: "Completion rate", needs: "answers to a survey with further questions" },
  time_to_answer: { title: "Time to answer", needs: "answers" },
  delivery_rate: { title: "Delivery rate", needs: mails },
  bounce_rate: { title: "Bounce rate", needs: mails },
  complaint_rate: { title: "Complaint rate", needs: mails },
  unsubscribe_rate: { title: "Unsubscribe rate", needs: mails },
  churn_rate: { title: "Churn rate", needs: moves },
  retention_rate: { title: "Retention rate", needs: moves },
  clv: {
    title: "Customer lifetime value",
    needs: "purchases with an amount, customers lost, and the workspace's grossMarginPercent",
  },
  outcomes: { title: "Interactions", needs: "interactions" },
};

/** A KPI without words of its own goes by its name in the API. */
export const kpiWords = (kpi: string): KpiWords =>
  words[kpi] ?? { title: kpi.replaceAll("_", " "), needs: "records of it" };
