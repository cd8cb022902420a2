/**
 * A Hearback and what is thrown at it. Every answer is held against the contract by the system itself: documented, well-formed,
 * no fault of ours; and against a second workspace, of which nothing may be told.
 */
import fc from "fast-check";
import { routes } from "../../functions/routes.ts";
import { type ContractedHearback, type RouteName, startUnderContract } from "../http/contract.ts";
import type { Document } from "../http/document.ts";
import { request } from "../support/hearback.ts";
import { Known } from "./known.ts";
import { type OtherWorkspace, plantOther } from "./other-workspace.ts";
import { type FuzzRequest, requestsTo } from "./requests.ts";
import { restock } from "./stock.ts";

/** More than any round asks for. */
const keyRateLimit = { perSecond: 100_000, burst: 100_000 };

export class Fuzz {
  readonly #hearback: ContractedHearback;
  readonly #document: Document;
  readonly #known: Known;
  readonly #other: OtherWorkspace;
  readonly #requests = new Map<RouteName, fc.Arbitrary<FuzzRequest>>();
  /** How often each operation has answered with each status. */
  readonly answers = new Map<RouteName, Map<number, number>>();

  private constructor(hearback: ContractedHearback, document: Document, known: Known, other: OtherWorkspace) {
    this.#hearback = hearback;
    this.#document = document;
    this.#known = known;
    this.#other = other;
  }

  static async start(): Promise<Fuzz> {
    const hearback = await startUnderContract({ keyRateLimit });
    const document = (await request(`${hearback.url}/v1/openapi.json`)).json as Document;
    const known = new Known([`key_${hearback.seed.apiKey.split("_")[2]}`]);
    return new Fuzz(hearback, document, known, await plantOther(hearback, known));
  }

  close(): Promise<void> {
    return this.#hearback.close();
  }

  restock(): Promise<void> {
    return restock(this.#hearback, this.#known);
  }

  /** Nothing of the second workspace has changed. */
  expectOtherUntouched(): Promise<void> {
    return this.#other.expectUntouched();
  }

  /** Throws with the smallest request that fails, as a command to run. */
  async attack(name: RouteName, { requests, seed }: { requests: number; seed: number }): Promise<void> {
    const property = fc.asyncProperty(this.#requestsTo(name), (one) => this.#send(name, one));
    const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: requests, seed });
    if (!failed) return;
    const [smallest] = counterexample ?? [];
    const shown = smallest ? this.#asCurl(name, smallest) : name;
    throw new Error(`${name} with seed ${seed} failed:\n${shown}\n${(errorInstance as Error)?.message}`, {
      cause: errorInstance,
    });
  }

  #requestsTo(name: RouteName): fc.Arbitrary<FuzzRequest> {
    const made = this.#requests.get(name) ?? requestsTo(routes[name], this.#document);
    this.#requests.set(name, made);
    return made;
  }

  async #send(name: RouteName, asked: FuzzRequest): Promise<void> {
    const { url, init } = this.#toFetch(name, asked);
    const { status, text } = await this.#hearback.open(url, init);
    const statuses = this.answers.get(name) ?? new Map<number, number>();
    this.answers.set(name, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    this.#other.expectUntold(text, `${name} ${url.slice(0, 300)}`);
    if (status < 400) this.#known.learn(routes[name].path, text);
  }

  #toFetch(name: RouteName, { method, inPath, query, headers, body }: FuzzRequest) {
    const fill = (text: string) => this.#known.fill(text);
    const path = routes[name].path.replace(/\{(\w+)\}/g, (_, part: string) => fill(inPath[part] ?? ""));
    const search = new URLSearchParams(query.map(([key, value]): [string, string] => [key, fill(value)])).toString();
    const secret = this.#known.secretOf(path.slice(path.lastIndexOf("/") + 1));
    const { content } = body ?? {};
    const init = {
      method,
      headers: {
        authorization: `Bearer ${this.#hearback.seed.apiKey}`,
        // Making a request can take longer than a server keeps an idle connection, of which it is told too late.
        connection: "close",
        ...(secret !== undefined && { "x-hearback-key": secret }),
        ...(body?.type !== undefined && { "content-type": body.type }),
        ...(body?.encoding !== undefined && { "content-encoding": body.encoding }),
        ...Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, fill(value)])),
      },
      ...(content !== undefined && { body: Buffer.from(typeof content === "string" ? fill(content) : content) }),
    };
    return { url: `${this.#hearback.url}${path}${search && `?${search}`}`, init };
  }

  /** The key stays out of it: whoever runs it has another. */
  #asCurl(name: RouteName, asked: FuzzRequest): string {
    const { url, init } = this.#toFetch(name, asked);
    const headers = Object.entries({ ...init.headers, authorization: asked.headers["authorization"] ?? "Bearer $KEY" });
    const body = init.body && `printf ${quoted([...init.body].map(octal).join(""))} | `;
    const given = headers.map(
      ([header, value]) => `-H ${header === "authorization" ? `"${header}: ${value}"` : quoted(`${header}: ${value}`)}`,
    );
    return `${body ?? ""}curl -i -X ${init.method} ${quoted(url)} ${given.join(" ")}${body === undefined ? "" : " --data-binary @-"}`;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** As printf reads it: what can be seen as it is, all else by its number. */
const octal = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f && byte !== 0x25 && byte !== 0x5c && byte !== 0x27
    ? String.fromCharCode(byte)
    : `\\${byte.toString(8).padStart(3, "0")}`;
