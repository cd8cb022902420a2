/** How the records of a kind are made: which attributes there are at which place, of which type, and which are never missing. */
import { brotliDecompressSync } from "node:zlib";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { byKind, type Item } from "./golden.ts";

export interface Shape {
  /** By place, `history.*.status`, the types that stand there. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
  /** Attributes that every record has. */
  readonly always: ReadonlySet<string>;
}

/** A difference that is meant. */
export interface Contraction {
  readonly record: string;
  /** With its place, as `history.*.status`. */
  readonly attribute: string;
  /** The last release that wrote it. */
  readonly lastWrittenBy: string;
  readonly reason: string;
}

/** By kind. */
export function shapesOf(items: readonly Item[]): Map<string, Shape> {
  return new Map([...byKind(items)].map(([kind, ofKind]) => [kind, shapeOf(ofKind)]));
}

function shapeOf(items: readonly Item[]): Shape {
  const types = new Map<string, Set<string>>();
  const note = (place: string, type: string) => types.set(place, (types.get(place) ?? new Set()).add(type));
  for (const item of items) for (const [name, value] of Object.entries(item)) walk(name, value, note);
  const first = Object.keys(items[0] ?? {});
  return { types, always: new Set(first.filter((name) => items.every((item) => Object.hasOwn(item, name)))) };
}

type Note = (place: string, type: string) => void;

function walk(place: string, attribute: AttributeValue, note: Note): void {
  const [[type, value] = ["", undefined]] = Object.entries(attribute) as [string, unknown][];
  if (type === "M")
    for (const [name, inner] of Object.entries(value as Item)) walk(`${place}.${steady(name)}`, inner, note);
  if (type === "L") for (const inner of value as AttributeValue[]) walk(`${place}.*`, inner, note);
  note(place, isPacked(value) ? `packed in form ${value[0]}` : type);
  if (isPacked(value)) noteJson(place, JSON.parse(brotliDecompressSync(value.subarray(1)).toString()), note);
}

/** An id as a name is another one each time. */
const steady = (name: string): string => (/^[a-z]{3,4}_\w{11,}$/.test(name) ? "*" : name);

const packedForm = 7;

/** Random bytes may begin like that, and are no more than 32. */
const isPacked = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && value[0] === packedForm && value.length !== 32;

function noteJson(place: string, value: unknown, note: Note): void {
  note(place, Array.isArray(value) ? "list" : typeof value);
  if (Array.isArray(value)) for (const inner of value) noteJson(`${place}.*`, inner, note);
  else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value)) noteJson(`${place}.${name}`, inner, note);
}

/** What a reader of the older shapes would miss in what is written now, in sentences; what is meant so is left out. */
export function missed(
  older: ReadonlyMap<string, Shape>,
  newer: ReadonlyMap<string, Shape>,
  meant: readonly Pick<Contraction, "record" | "attribute">[],
): string[] {
  return contractions(older, newer)
    .filter(({ record, attribute }) => !meant.some((one) => one.record === record && one.attribute === attribute))
    .map(({ record, attribute, how }) => `${record}: ${attribute} ${how}.`);
}

/** What is listed as meant and is not so. */
export function unneeded<Meant extends Pick<Contraction, "record" | "attribute">>(
  older: ReadonlyMap<string, Shape>,
  newer: ReadonlyMap<string, Shape>,
  meant: readonly Meant[],
): Meant[] {
  const found = contractions(older, newer);
  return meant.filter(
    (one) => !found.some(({ record, attribute }) => one.record === record && one.attribute === attribute),
  );
}

function contractions(older: ReadonlyMap<string, Shape>, newer: ReadonlyMap<string, Shape>) {
  return [...older].flatMap(([record, before]) => {
    const after = newer.get(record);
    if (!after) return [{ record, attribute: "*", how: "is no longer written" }];
    return [...before.types].flatMap(([attribute, types]) => {
      const how = howItDiffers(attribute, types, before, after);
      return how === undefined ? [] : [{ record, attribute, how }];
    });
  });
}

function howItDiffers(attribute: string, types: ReadonlySet<string>, before: Shape, after: Shape): string | undefined {
  const now = after.types.get(attribute);
  if (!now) return "is no longer written";
  const other = [...now].filter((type) => !types.has(type));
  if (other.length > 0) return `was ${[...types].join(" or ")} and is ${other.join(" or ")} now`;
  return before.always.has(attribute) && !after.always.has(attribute) ? "is no longer in every record" : undefined;
}
