/**
 * What was recorded, with what chance and the hour have put into it replaced, so that recording anew changes only what has
 * changed. Each id, token and secret becomes one of the same length and letters that says only which of them it is; equal ones
 * stay equal.
 */
import { createHash } from "node:crypto";

/** The system's clock when recording begins. */
export const recordedAt = "2026-11-23T09:00:00.000Z";
/** Recording takes less, so that what happens between two moves of the clock has happened at one time. */
const stepMs = 10 * 60_000;

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const requestId = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const id = /\b((?:srv|int|inv|rsp|qua|cus|src|sup|key|goal|ws|hb_live|hb_test)_)(\w{11,})/g;
/** Links, cursors and secrets: long, with letters of both cases and digits. */
const token = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{30,}/g;

export function steadyExamples(recorded: string): string {
  const known = new Map<string, string>();
  const replace = (found: string, made: (number: string) => string): string => {
    const one = known.get(found) ?? made(createHash("sha256").update(String(known.size)).digest("hex"));
    known.set(found, one);
    return one;
  };
  return recorded
    .replace(instant, (at) => new Date(Math.floor(Date.parse(at) / stepMs) * stepMs).toISOString())
    .replace(id, (found, prefix: string, rest: string) =>
      replace(found, (digits) => prefix + lettersOf(digits, rest.length)),
    )
    .replace(token, (found) => replace(found, (digits) => lettersOf(digits, found.length)))
    .replace(requestId, (found) =>
      replace(found, (digits) => digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5")),
    );
}

const lettersOf = (digits: string, length: number): string =>
  digits.repeat(Math.ceil(length / digits.length)).slice(0, length);
