/** The few shapes that a route's method has, so that a route of the client is a line in hearback-client.ts. */
import type { Api, Page } from "./api.ts";
import type { Answer, CallOptions } from "./connection.ts";
import { HearbackError } from "./hearback-error.ts";

export type RouteName = keyof Api;
export type Params<N extends RouteName> = Api[N] extends { params: infer P extends string } ? P : never;
export type Query<N extends RouteName> = Api[N] extends { query?: infer Q } ? NonNullable<Q> : never;
export type Body<N extends RouteName> = Api[N] extends { body?: infer B } ? NonNullable<B> : never;
export type Result<N extends RouteName> = Api[N]["result"];
export type Item<N extends RouteName> = Result<N> extends Page<infer T> ? T : never;

/** What a route takes: only what it has, and only what it needs is asked for. */
export type Input<N extends RouteName> = Omit<Api[N], "result" | "params"> &
  ([Params<N>] extends [never] ? unknown : { params: Readonly<Record<Params<N>, string | number>> });

/** Those that need nothing of the kind, or may do without. */
type WithoutBody = { [N in RouteName]: Api[N] extends { body: unknown } ? never : N }[RouteName];
type WithoutQuery = { [N in RouteName]: Api[N] extends { query: unknown } ? never : N }[RouteName];
type WithId = {
  [N in RouteName]: [Params<N>] extends ["id"] ? ("id" extends Params<N> ? N : never) : never;
}[RouteName];
type List = { [N in RouteName]: [Item<N>] extends [never] ? never : N }[RouteName];

export type Request = <N extends RouteName>(name: N, input: Input<N>, options?: CallOptions) => Promise<Result<N>>;

/** The same as it was answered. */
export type Download = (
  name: RouteName,
  input: { readonly query: object; readonly accept: string },
  options?: CallOptions,
) => Promise<Answer>;

/** A part of a CSV file: the pages one after the other are the whole of it, with one row of names. */
export interface CsvPage {
  readonly text: string;
  readonly rows: number;
}

/** All items of a list; pages are fetched as they are wanted. */
type Items<N extends RouteName> = AsyncGenerator<Item<N>, void, undefined>;

// Which inputs a route has is behind its name.
const input = <N extends RouteName>(parts: object): Input<N> => parts as Input<N>;

export const methods = (request: Request, download: Download) => ({
  /** Takes nothing. */
  plain:
    <N extends Exclude<WithoutBody, WithId>>(name: N) =>
    (options?: CallOptions): Promise<Result<N>> =>
      request(name, input<N>({}), options),
  withQuery:
    <N extends Exclude<WithoutBody, WithId>>(name: N) =>
    (query: Query<N>, options?: CallOptions): Promise<Result<N>> =>
      request(name, input<N>({ query }), options),
  withBody:
    <N extends Exclude<WithoutQuery, WithId>>(name: N) =>
    (body: Body<N>, options?: CallOptions): Promise<Result<N>> =>
      request(name, input<N>({ body }), options),
  withId:
    <N extends WithId & WithoutBody & WithoutQuery>(name: N) =>
    (id: string, options?: CallOptions): Promise<Result<N>> =>
      request(name, input<N>({ params: { id } }), options),
  withIdAndQuery:
    <N extends WithId & WithoutBody>(name: N) =>
    (id: string, query?: Query<N>, options?: CallOptions): Promise<Result<N>> =>
      request(name, input<N>({ params: { id }, query }), options),
  withIdAndBody:
    <N extends WithId & WithoutQuery>(name: N) =>
    (id: string, ...[body, options]: BodyAndOptions<N>): Promise<Result<N>> =>
      request(name, input<N>({ params: { id }, body }), options),
  list:
    <N extends Exclude<List, WithId>>(name: N) =>
    (query?: Query<N>, options?: CallOptions): Items<N> =>
      items(request, name, { query }, options),
  csv:
    <N extends Exclude<List, WithId>>(name: N) =>
    (query?: Query<N>, options?: CallOptions): AsyncGenerator<CsvPage, void, undefined> =>
      csvPages(download, name, query, options),
  listOf:
    <N extends List & WithId>(name: N) =>
    (id: string, query?: Query<N>, options?: CallOptions): Items<N> =>
      items(request, name, { params: { id }, query }, options),
});

/** A body that may be left out may be left out. */
type BodyAndOptions<N extends RouteName> = Api[N] extends { body: unknown }
  ? [body: Body<N>, options?: CallOptions]
  : [body?: Body<N>, options?: CallOptions];

/** As many as a page may hold, so that a list takes few requests. */
const pageLimit = 200;

async function* items<N extends List>(
  request: Request,
  name: N,
  { query, ...rest }: { readonly query: object | undefined; readonly params?: object },
  options: CallOptions | undefined,
): Items<N> {
  let cursor: string | undefined;
  do {
    const asked = { limit: pageLimit, ...query, ...(cursor !== undefined && { cursor }) };
    const page = (await request(name, input<N>({ ...rest, query: asked }), options)) as Page<Item<N>>;
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function* csvPages(
  download: Download,
  name: RouteName,
  query: object | undefined,
  options: CallOptions | undefined,
): AsyncGenerator<CsvPage, void, undefined> {
  let cursor: string | undefined;
  let isFirst = true;
  do {
    const asked = { limit: pageLimit, ...query, ...(cursor !== undefined && { cursor }) };
    const { status, headers, text } = await download(name, { query: asked, accept: "text/csv" }, options);
    if (!headers.get("content-type")?.startsWith("text/csv")) {
      throw new HearbackError("This Hearback does not tell that list as CSV.", { status });
    }
    const names = text.indexOf("\r\n") + 2;
    yield { text: isFirst ? text : text.slice(names), rows: rowsIn(text) - 1 };
    isFirst = false;
    cursor = cursorIn(headers.get("link"));
  } while (cursor !== undefined);
}

/** Line ends outside of quotation marks. */
const rowsIn = (csv: string): number => csv.replace(/"[^"]*"/g, "").split("\r\n").length - 1;

/** Of the next page, as a Link header names it, RFC 8288. */
function cursorIn(link: string | null): string | undefined {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "") ?? [];
  return target === undefined ? undefined : (new URL(target, "http://x").searchParams.get("cursor") ?? undefined);
}
