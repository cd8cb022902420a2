/** One sentence for whatever was thrown: what is wrong, in words of the person who typed. Never a stack trace. */
import { AppError, type Fault } from "../../functions/domain/errors.ts";
import type { Request } from "./arguments.ts";
import { type ExitCode, Failure } from "./failure.ts";

interface Told {
  readonly sentence: string;
  readonly exitCode: ExitCode;
}

export function sentenceOf(error: unknown, request: Request | undefined): Told {
  if (error instanceof Failure) return { sentence: error.message, exitCode: error.exitCode };
  const vendor = vendorSentence(error, request);
  if (vendor !== undefined) return { sentence: vendor, exitCode: 1 };
  if (!(error instanceof AppError)) return { sentence: unexpected(error), exitCode: 1 };
  if (error.faults.length === 0) return { sentence: error.message, exitCode: 1 };
  return { sentence: `${error.faults.map((fault) => faultSentence(fault, request)).join("; ")}.`, exitCode: 2 };
}

function faultSentence({ path, message }: Fault, request: Request | undefined): string {
  const what = nameOf(path, request);
  // The words of our own schemas go on after a name, the library's are a sentence of their own.
  return /^[a-z]/.test(message) ? `${what} ${message}` : `${what} is not valid: ${message.replace(/^[^:]*: /, "")}`;
}

/** The option that a field was given by, or where it stands in the file. */
function nameOf(path: string, request: Request | undefined): string {
  const { command, input } = request?.help === undefined && request ? request : {};
  const file = input?.values["file"];
  if (typeof file === "string") return path === "" ? file : `${path} in ${file}`;
  const option = path
    .split(".")
    .map(kebab)
    .findLast((step) => command && step in command.options);
  return option === undefined ? path : `--${option}`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const notReached = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPIPE",
  "TimeoutError",
]);
const notBelieved = new Set([
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "InvalidClientTokenId",
  "ExpiredTokenException",
  "ExpiredToken",
  "MissingAuthenticationTokenException",
  "IncompleteSignatureException",
]);

/** What AWS or the way to it says: the first error of the chain of causes that is known. */
function vendorSentence(error: unknown, request: Request | undefined): string | undefined {
  const place = request?.help === undefined ? request?.place : undefined;
  const table = place?.kind === "table" ? place.name : "hearback";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { name, code } = cause as { name: string; code?: string };
    if (notReached.has(code ?? "") || notReached.has(name)) {
      return place?.kind === "local"
        ? "The engine of npm start does not answer; see whether npm start still runs."
        : "DynamoDB cannot be reached; check the region and the network.";
    }
    if (name === "ResourceNotFoundException") {
      return place?.kind === "local"
        ? "npm start has not got ready yet; try again in a moment."
        : `There is no table ${table} in this account and region.`;
    }
    if (name === "AccessDeniedException") return `AWS refuses: these credentials may not use the table ${table}.`;
    if (notBelieved.has(name)) return `AWS does not accept these credentials (${name}).`;
    if (name === "CredentialsProviderError" || name === "TokenProviderError") {
      return "There are no AWS credentials; set them up as for the AWS command line, or say --local.";
    }
    if (cause.message === "Region is missing") return "There is no AWS region; set AWS_REGION, or say --local.";
    if (name === "ValidationException") return `The table ${table} cannot be used as Hearback's: ${firstWords(cause)}.`;
  }
  return error instanceof AppError && error.code === "unavailable"
    ? "DynamoDB is busy; try again in a moment."
    : undefined;
}

const unexpected = (error: unknown): string =>
  error instanceof Error
    ? `Something went wrong that the tool does not know: ${error.name}, ${firstWords(error)}.`
    : "Something went wrong that the tool does not know.";

const firstWords = ({ message }: Error): string => (message.split("\n")[0] ?? "").replace(/\.\s.*|\.$/, "");
