/** When a figure is what the reference says: to 1e-9 of its size, and where it is read of bins to the 2 % that they promise. */
import { expect } from "vitest";

/** Read of bins, so that they are within 2 % of the truth. */
const fromBins = ["aht.details.p50", "aht.details.p90", "time_to_answer"];

/** What else is told is the same to 1e-9 of its size; of a difference of what is read of bins only its place is sure. */
function toleranceOf(path: string): number {
  if (path.endsWith(".n")) return 0;
  if (!fromBins.some((start) => path.startsWith(start))) return 1e-9;
  return path.endsWith(".difference") ? Number.POSITIVE_INFINITY : 0.02;
}

/** Holds a figure against the reference, whatever it is told with. */
export function expectSame(path: string, actual: unknown, expected: unknown, about = ""): void {
  if (typeof actual === "number" && typeof expected === "number") {
    const allowed = toleranceOf(path) * Math.max(1, Math.abs(expected));
    expect(Math.abs(actual - expected), `${about} ${path}: ${actual}, not ${expected}`).toBeLessThanOrEqual(allowed);
  } else if (isObject(actual) && isObject(expected)) {
    expect(Object.keys(actual).sort(), `${about} ${path}`).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(actual)) expectSame(`${path}.${key}`, value, expected[key], about);
  } else {
    expect(actual, `${about} ${path}`).toBe(expected);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
