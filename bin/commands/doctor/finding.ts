/** What one look at a deployment came to, in words of whoever is to put it right. */
export type Verdict = "ok" | "warning" | "wrong";

export interface Finding {
  /** What was looked at. */
  readonly about: string;
  /** Wrong is what keeps mails from customers, or their fate from us; a warning costs money, comfort or certainty. */
  readonly verdict: Verdict;
  readonly says: string;
  /** A command, a DNS record or a place in the console. */
  readonly todo?: string;
}

type Make = (about: string, says: string, todo?: string) => Finding;

const making =
  (verdict: Verdict): Make =>
  (about, says, todo) => ({ about, verdict, says, ...(todo !== undefined && { todo }) });

export const [ok, warning, wrong] = [making("ok"), making("warning"), making("wrong")];
