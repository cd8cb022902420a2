import { describe, expect, it } from "vitest";
import { accepted, rotated, type SourceSecret } from "../../functions/domain/source.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { madeAt as now } from "./builders.ts";

const inHours = (hours: number) => addSeconds(now, hours * 3600);
const rotate = (secrets: readonly SourceSecret[], value: string, hours: number, at = now) =>
  rotated(secrets, { value, oldUntil: addSeconds(at, hours * 3600), now: at });

describe("a source's secrets", () => {
  const first = rotate([], "one", 24);
  const second = rotate(first, "two", 24);

  it("are the one that it has", () => {
    expect(accepted(first, inHours(10_000))).toEqual(["one"]);
  });

  it("are two once it is rotated, until the old one's time is over", () => {
    expect(accepted(second, now)).toEqual(["two", "one"]);
    expect(accepted(second, inHours(23.9))).toEqual(["two", "one"]);
    expect(accepted(second, inHours(24))).toEqual(["two"]);
  });

  it("keep an answer that got lost: who rotates again has the oldest accepted as before", () => {
    const third = rotate(second, "three", 24, inHours(1));
    expect(accepted(third, inHours(2))).toEqual(["three", "two", "one"]);
    expect(accepted(third, inHours(24))).toEqual(["three", "two"]);
  });

  it("are the new one alone where the old ones are to end at once, also those that were given time before", () => {
    expect(rotate(second, "three", 0)).toEqual([{ value: "three" }]);
  });

  it("never hold one twice: an old one that comes again is the present one, without an end", () => {
    expect(accepted(rotate(second, "one", 24), inHours(10_000))).toEqual(["one"]);
    expect(rotate(first, "one", 24)).toEqual(first);
  });

  it("are four at most, the newest", () => {
    const many = ["b", "c", "d", "e", "f"].reduce((secrets, value) => rotate(secrets, value, 24), rotate([], "a", 24));
    expect(accepted(many, now)).toEqual(["f", "e", "d", "c"]);
  });
});
