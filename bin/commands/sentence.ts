/** One sentence for whatever was thrown: what is wrong, in words of the person who typed. Never a stack trace. */
import { HearbackError } from "../../client/hearback-error.ts";
import { AppError, type Fault } from "../../functions/domain/errors.ts";
import type { Request } from "./arguments.ts";
import { type AwsTrouble, awsTroubleOf } from "./aws-trouble.ts";
import { type ExitCode, Failure } from "./failure.ts";

interface Told {
  readonly sentence: string;
  readonly exitCode: ExitCode;
}

export function sentenceOf(error: unknown, request: Request | undefined): Told {
  if (error instanceof Failure) return { sentence: error.message, exitCode: error.exitCode };
  if (error instanceof HearbackError) return whatApiSays(error, request);
  const vendor = vendorSentence(error, request);
  if (vendor !== undefined) return { sentence: vendor, exitCode: 1 };
  if (!(error instanceof AppError)) return { sentence: unexpected(error), exitCode: 1 };
  if (error.faults.length === 0) return { sentence: error.message, exitCode: 1 };
  return { sentence: `${error.faults.map((fault) => faultSentence(fault, request)).join("; ")}.`, exitCode: 2 };
}

/** What is wrong with an option is told as for the table; everything else in the API's own words. */
function whatApiSays({ message, status, faults, requestId }: HearbackError, request: Request | undefined): Told {
  if (status === 422 && faults.length > 0) {
    return { sentence: `${faults.map((fault) => faultSentence(fault, request)).join("; ")}.`, exitCode: 2 };
  }
  if (status === 401) return { sentence: "Hearback does not know this API key.", exitCode: 1 };
  const quoted = status !== undefined && status >= 500 && requestId !== undefined;
  return { sentence: quoted ? `${message.replace(/\.$/, "")} (request ${requestId}).` : message, exitCode: 1 };
}

const faultSentence = ({ path, message }: Fault, request: Request | undefined): string =>
  `${nameOf(path, request)} ${message}`;

/** The option that a field was given by, or where it stands in the file. */
function nameOf(path: string, request: Request | undefined): string {
  const { command, input } = request?.told === undefined && request ? request : {};
  const file = input?.values["file"];
  if (typeof file === "string") return path === "" ? file : `${path} in ${file}`;
  const option = path
    .split(".")
    .map(kebab)
    .findLast((step) => command && step in command.options);
  return option === undefined ? path : `--${option}`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What AWS or the way to it says. */
function vendorSentence(error: unknown, request: Request | undefined): string | undefined {
  const trouble = awsTroubleOf(error);
  if (trouble === undefined) {
    const isBusy = error instanceof AppError && error.code === "unavailable";
    return isBusy ? "DynamoDB is busy; try again in a moment." : undefined;
  }
  const place = request?.told === undefined && request?.over === "table" ? request.place : undefined;
  if (place?.kind === "local") {
    if (trouble.kind === "not reached")
      return "The engine of npm start does not answer; see whether npm start still runs.";
    if (trouble.kind === "no such table") return "npm start has not got ready yet; try again in a moment.";
  }
  const table =
    place?.kind === "stack"
      ? `table of the stack ${place.name}`
      : `table ${place?.kind === "table" ? place.name : "hearback"}`;
  return sentences[trouble.kind](table, trouble.error);
}

const sentences: Record<AwsTrouble["kind"], (table: string, error: Error) => string> = {
  "not reached": () => "DynamoDB cannot be reached; check the region and the network.",
  "no such table": (table) => `There is no ${table} in this account and region.`,
  "not allowed": (table) => `AWS refuses: these credentials may not use the ${table}.`,
  "not believed": (_, { name }) => `AWS does not accept these credentials (${name}).`,
  "no credentials": () => "There are no AWS credentials; set them up as for the AWS command line, or say --local.",
  "no region": () => "There is no AWS region; set AWS_REGION, or say --local.",
  "no such region": () => "AWS_REGION, or the region of the AWS profile, is no region of AWS.",
  "no endpoint": () => "An AWS endpoint that the environment or the AWS profile names is no URL.",
  "not valid": (table, error) => `DynamoDB refuses what Hearback asks of the ${table}: ${firstWords(error)}.`,
  busy: () => "DynamoDB is busy; try again in a moment.",
  "not AWS": () => "What answers in DynamoDB's place does not speak as DynamoDB does.",
};

const unexpected = (error: unknown): string =>
  error instanceof Error
    ? `Something went wrong that the tool does not know: ${error.name}, ${firstWords(error)}.`
    : "Something went wrong that the tool does not know.";

const firstWords = ({ message }: Error): string => (message.split("\n")[0] ?? "").replace(/\.\s.*|\.$/, "");
