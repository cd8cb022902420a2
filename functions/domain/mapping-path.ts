/**
 * Where a mapping looks in an event: names with dots between them, `items.0.title`, and for one item of a list by what it
 * holds, `changelog.items[field=status].to`. Only an object's own properties are seen, so no path leads out of the event.
 */
interface Step {
  readonly name: string;
  /** Of a list, the first item whose property has this value. */
  readonly item?: { readonly property: string; readonly value: string };
}

const maxLength = 200;
const maxSteps = 12;
const stepPattern = /^([^.[\]=]+)(?:\[([^.[\]=]+)=([^.[\]=]+)\])?$/;

/** The empty path is the event itself. */
export function parsePath(path: string): readonly Step[] | undefined {
  if (path === "") return [];
  if (path.length > maxLength) return undefined;
  const parts = path.split(".").map((part) => stepPattern.exec(part));
  if (parts.length > maxSteps) return undefined;
  const steps: Step[] = [];
  for (const part of parts) {
    const [, name, property, value] = part ?? [];
    if (name === undefined) return undefined;
    steps.push(property === undefined || value === undefined ? { name } : { name, item: { property, value } });
  }
  return steps;
}

/** What stands at a path; undefined where nothing does. */
export function readPath(event: unknown, path: string): unknown {
  const steps = parsePath(path);
  if (!steps) return undefined;
  let found: unknown = event;
  for (const { name, item } of steps) {
    found = ownProperty(found, name);
    if (item) found = itemOf(found, item);
  }
  return found;
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  if (Array.isArray(value) && !/^\d+$/.test(name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

const itemOf = (list: unknown, { property, value }: Required<Step>["item"]): unknown =>
  Array.isArray(list) ? list.find((one) => isText(ownProperty(one, property), value)) : undefined;

/** Values are compared as they read, because one vendor's 4 is another one's "4". */
export const isText = (value: unknown, text: string): boolean => isScalar(value) && String(value) === text;

export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
