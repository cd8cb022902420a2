/**
 * An endpoint joins a route with the schemas it accepts and the use case it runs. The use case sees no HTTP: that is stripped
 * before it and put on after it, in http-function.ts.
 */
import type middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type * as z from "zod/mini";
import type { Caller, Scope } from "../domain/api-key.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Instant } from "../domain/time.ts";
import type { Route } from "../routes.ts";
import type { Problem } from "./problem.ts";

export interface Definition<R extends Route, B extends z.core.$ZodType, Q extends z.core.$ZodType> {
  readonly route: R;
  /** One sentence for the API's document. */
  readonly summary: string;
  /** What a JSON body, or the fields of a form, must be. */
  readonly body?: B;
  /** What a body of text/csv says, where that is taken too. */
  readonly readCsv?: (file: Uint8Array) => z.output<B>;
  /** Where a body may be larger than others. */
  readonly maxBodyKilobytes?: number;
  readonly query?: Q;
  /** What is answered, by status. */
  readonly returns: Readonly<Record<number, z.core.$ZodType>>;
  /** Of what is told as CSV too, where that is what Accept wants: paths into its items, or else its rows. */
  readonly columns?: readonly string[];
  /** Rows of what is answered, where that is no page of items. */
  readonly rows?: (body: unknown) => readonly unknown[];
  /** What it refuses, and when, by status; only what does not follow from its route and schemas for any endpoint. */
  readonly refuses?: Readonly<Partial<Record<404 | 409, string>>>;
  /** Whether what is answered holds a secret that is never shown again, to a repetition neither. */
  readonly showsSecret?: boolean;
  /** Of what is answered, where that is neither JSON nor a page. */
  readonly mediaType?: string;
  /** For pages: an error as a page instead of problem+json, in a language that the browser's Accept-Language names. */
  readonly errorPage?: (problem: Problem, acceptLanguage: string | undefined, services: Services) => Promise<Reply>;
}

export interface Input<R extends Route, B, Q> {
  readonly caller: R["access"] extends Scope ? Caller : undefined;
  readonly params: PathParameters<R["path"]>;
  readonly body: B;
  readonly query: Q;
  readonly raw: R["access"] extends "hook" ? RawRequest : undefined;
  /** For the endpoint to call once it knows who has signed; keys are counted before. Throws rate_limited. */
  readonly limitRate: R["access"] extends "hook" ? (sender: Sender) => Promise<void> : undefined;
  readonly idempotencyKey: string | undefined;
  readonly requestId: string;
  /** Until the function is stopped. */
  millisecondsLeft(): number;
  /** What the caller's program calls itself. */
  readonly userAgent: string | undefined;
}

/** Whose signature a hook's request has. */
export interface Sender {
  readonly workspaceId: string;
  readonly sourceId: string;
}

/** A request to the byte, for what has to be held against a signature before it is read. */
export interface RawRequest {
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** By the clock of the world, whichever ours is set to: signatures are made by it. */
  readonly receivedAt: Instant;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is a string. */
  readonly body?: unknown;
  /** There is more to do, and the same request does it: such an answer is not kept under an Idempotency-Key. */
  readonly isUnfinished?: boolean;
}

/** `/v1/kpis/{kpi}` → `{ kpi: string }` */
type PathParameters<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string } & PathParameters<Rest>
  : unknown;

/** An endpoint whose particular types are behind it. */
export interface Endpoint {
  readonly definition: Definition<Route, z.core.$ZodType, z.core.$ZodType>;
  readonly run: (input: Input<Route, unknown, unknown>, services: Services) => Promise<Reply>;
}

export function endpoint<
  R extends Route,
  B extends z.core.$ZodType = z.core.$ZodUndefined,
  Q extends z.core.$ZodType = z.core.$ZodUndefined,
>(
  definition: Definition<R, B, Q>,
  run: (input: Input<R, z.output<B>, z.output<Q>>, services: Services) => Promise<Reply>,
): Endpoint {
  return { definition, run } as unknown as Endpoint;
}

/** A page that a browser shows, on whose address mail programs and trackers hang parameters of their own. */
export const isForPeople = ({ route, mediaType }: Endpoint["definition"]): boolean =>
  route.access === "page" || mediaType === "text/html";

/** The event as the middlewares enrich it, each adding what it found. */
export interface HttpEvent extends APIGatewayProxyEventV2 {
  endpoint?: Endpoint;
  caller?: Caller;
  sender?: Sender;
  /** Put on whatever is answered. */
  answerHeaders?: Readonly<Record<string, string>>;
  input?: Pick<Input<Route, unknown, unknown>, "body" | "query"> & { readonly raw?: RawRequest };
}

export type HttpMiddleware = middy.MiddlewareObj<HttpEvent, APIGatewayProxyStructuredResultV2, Error, Context>;
