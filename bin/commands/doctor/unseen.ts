/** Why something could not be looked at, in words of whoever may put that right. */
import { type AwsTrouble, awsTroubleOf } from "../aws-trouble.ts";
import { type Finding, warning } from "./finding.ts";

/** `asks` is what credentials must be allowed to do. */
export const unseen = (about: string, error: unknown, asks: string): Finding =>
  warning(about, `could not be looked at: ${whyUnseen(error, asks)}`);

export function whyUnseen(error: unknown, asks: string): string {
  const trouble = awsTroubleOf(error);
  return trouble ? sentences[trouble.kind](asks, trouble.error) : firstWords(error);
}

const sentences: Record<AwsTrouble["kind"], (asks: string, error: Error) => string> = {
  "not reached": () => "AWS cannot be reached; check the region and the network",
  "not allowed": (asks) => `these credentials need ${asks}`,
  "not believed": (_, { name }) => `AWS does not accept these credentials (${name})`,
  "no credentials": () => "there are no AWS credentials; set them up as for the AWS command line",
  "no such table": () => "it is not there, although the stack names it",
  "not valid": (_, error) => firstWords(error),
  busy: () => "AWS is busy; try again in a moment",
  "no endpoint": () => "an AWS endpoint that the environment or the AWS profile names is no URL",
  "no region": () => "there is no AWS region; set AWS_REGION, or say --region",
  "no such region": () => "the region is none of AWS",
  "not AWS": () => "what answers in AWS's place does not speak as AWS does",
};

const firstWords = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.replace(/\.\s.*|\.$/, "") ?? "";
