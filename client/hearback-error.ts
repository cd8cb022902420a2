/** Why a call was not answered with success: what the service said, or that it could not be reached. */

export interface Fault {
  /** Of the field, such as `customer.email`. */
  readonly path: string;
  readonly message: string;
}

/** An error as the API tells it, RFC 9457. */
export interface Problem {
  /** `urn:hearback:problem:…`, which programs may go by. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly Fault[];
}

interface Facts {
  readonly status?: number | undefined;
  readonly problem?: Problem | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

export class HearbackError extends Error {
  /** Of the last answer; absent when none came. */
  readonly status: number | undefined;
  /** Absent when none came, or something in between answered instead of Hearback. */
  readonly problem: Problem | undefined;
  /** Quote it when you report a failure. */
  readonly requestId: string | undefined;

  constructor(message: string, { status, problem, requestId, cause }: Facts = {}) {
    super(message, { cause });
    this.name = "HearbackError";
    this.status = status;
    this.problem = problem;
    this.requestId = requestId;
  }

  /** What is wrong with the input, field by field. */
  get faults(): readonly Fault[] {
    return this.problem?.errors ?? [];
  }
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The error that an answer is. What is no problem of Hearback's is not quoted: it may be a page of whatever is in between. */
export function errorOf(what: string, { status, headers, text }: Answered): HearbackError {
  const problem = readProblem(text, status);
  const requestId = problem?.requestId ?? headers.get("x-request-id") ?? headers.get("apigw-requestid") ?? undefined;
  const said = problem ? sentences(problem) : "an answer that is not Hearback's.";
  return new HearbackError(`${what} was answered with ${status}: ${said}`, { status, problem, requestId });
}

const sentences = ({ detail, errors = [] }: Problem): string =>
  [detail, ...errors.map(({ path, message }) => `${path} ${message}.`)].join(" ");

function readProblem(text: string, status: number): Problem | undefined {
  try {
    const problem = Object(JSON.parse(text)) as Partial<Problem>;
    return problem.status === status && typeof problem.detail === "string" ? (problem as Problem) : undefined;
  } catch {
    return undefined;
  }
}
