/** Body and query through the endpoint's schemas. JSON for the API, forms in both encodings for the pages, bytes for the hooks. */
import * as z from "zod/mini";
import { AppError, invalid } from "../domain/errors.ts";
import { toInstant } from "../domain/time.ts";
import { checkValue, isOptional } from "./check-value.ts";
import { type HttpEvent, type HttpMiddleware, isForPeople, type RawRequest } from "./endpoint.ts";
import { rawBody } from "./raw-body.ts";
import { readJson } from "./read-json.ts";

const maxBodyKilobytes = 256;
/** Told at once; the next ones show when these are mended. */
const maxFaults = 50;

export const parseInput = (): HttpMiddleware => ({
  before: async ({ event }) => {
    const { definition } = event.endpoint ?? {};
    if (definition?.route.access === "hook") {
      event.input = { body: undefined, query: undefined, raw: readRaw(event) };
      return;
    }
    const query = readQuery(event);
    const body = definition?.body && (await readBody(event, definition.body));
    event.input = { body, query };
  },
});

function check(schema: z.core.$ZodType, value: unknown, where: string): unknown {
  const { data, faults } = checkValue(schema, value, where);
  if (faults) throw new AppError("invalid", "The request is not valid.", { faults: faults.slice(0, maxFaults) });
  return data;
}

const nothing = z.strictObject({});

/** What is not known is a mistake, but for people. */
function readQuery({ endpoint, rawQueryString, queryStringParameters = {} }: HttpEvent): unknown {
  const { query } = endpoint?.definition ?? {};
  if (endpoint && isForPeople(endpoint.definition)) return query && check(query, queryStringParameters, "query");
  // API Gateway joins them by a comma, which one alone may hold.
  const names = [...new URLSearchParams(rawQueryString).keys()];
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) throw invalid(`query.${repeated}`, "is given twice");
  const read = check(query ?? nothing, queryStringParameters, "query");
  return query && read;
}

async function readBody(event: HttpEvent, schema: z.core.$ZodType): Promise<unknown> {
  const bytes = readBytes(event);
  if (bytes.length === 0 && isOptional(schema)) return check(schema, undefined, "");
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = event.headers;
  if (!/^(?:identity)?$/i.test(encoding))
    throw new AppError("unsupported_type", "The body is encoded: send it without Content-Encoding.");
  const { route, readCsv } = event.endpoint?.definition ?? {};
  if (route?.access === "page") return check(schema, await readForm(bytes, type), "");
  if (readCsv && /^text\/csv\s*(?:;|$)/i.test(type)) return readCsv(inUtf8(bytes, type));
  if (type !== "" && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new AppError(
      "unsupported_type",
      `No such body is taken here: send it as application/json${readCsv ? " or text/csv" : ""}.`,
    );
  }
  return check(schema, readJson(bytes), "");
}

/** US-ASCII is a part of it. */
function inUtf8(file: Buffer, type: string): Buffer {
  const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type) ?? [];
  if (/^(?:utf-?8|us-ascii)$/i.test(charset)) return file;
  throw new AppError("unsupported_type", "Send text/csv in UTF-8: Content-Type names another charset.");
}

function readBytes(event: HttpEvent): Buffer {
  const bytes = rawBody(event);
  const limit = event.endpoint?.definition.maxBodyKilobytes ?? maxBodyKilobytes;
  if (bytes.length > limit * 1024) throw new AppError("too_large", `The body is over ${limit} KB.`);
  return bytes;
}

const readRaw = (event: HttpEvent): RawRequest => ({
  target: event.rawQueryString === "" ? event.rawPath : `${event.rawPath}?${event.rawQueryString}`,
  headers: event.headers as Record<string, string>,
  body: readBytes(event),
  receivedAt: toInstant(event.requestContext.timeEpoch),
});

/** Fields of a form by name; a repeated one holds a line for each value, so that none is preferred. An absent body is an empty form. */
async function readForm(bytes: Buffer, type: string): Promise<unknown> {
  if (bytes.length === 0) return {};
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.test(type)) {
    throw new AppError("unsupported_type", "No such body is taken here: send it as a form.");
  }
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
    const fields = new Map<string, string>();
    for (const [name, value] of form) {
      if (typeof value !== "string") continue;
      const earlier = fields.get(name);
      fields.set(name, earlier === undefined ? value : `${earlier}\n${value}`);
    }
    return Object.fromEntries(fields);
  } catch {
    throw new AppError("malformed", "The form cannot be read.");
  }
}
