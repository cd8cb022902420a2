/** Times as vendors write them, made instants. */
import { toInstant } from "./time.ts";

/** `utc`: as ISO 8601, where a missing zone means UTC, an offset may lack its colon, and seconds may be missing. */
export type WrittenTime = "seconds" | "milliseconds" | "utc";

const lastMs = Date.UTC(9999, 11, 31);
const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:Z|([+-]\d\d):?(\d\d))?$/;

export function readTime(value: unknown, as: WrittenTime): { value?: string; fault?: string } {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const ms = as === "utc" ? readIso(text) : readCount(text, as === "seconds" ? 1000 : 1);
  return ms === undefined ? { fault: faults[as] } : { value: toInstant(ms) };
}

function readCount(text: string, unitMs: number): number | undefined {
  const ms = /^\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Math.floor(Number(text) * unitMs) : Number.NaN;
  return ms <= lastMs ? ms : undefined;
}

function readIso(text: string): number | undefined {
  const [, day, time, hours, minutes] = written.exec(text) ?? [];
  const ms = Date.parse(`${day}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(ms) ? undefined : ms;
}

const faults: Readonly<Record<WrittenTime, string>> = {
  seconds: "is not a time in seconds since 1970",
  milliseconds: "is not a time in milliseconds since 1970",
  utc: "is not a time such as 2026-11-22T09:30:00",
};
