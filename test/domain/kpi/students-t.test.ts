import { describe, expect } from "vitest";
import { studentsT } from "../../../functions/domain/kpi/students-t.ts";
import { fc, it } from "../../support/property.ts";

describe("the quantile of Student's t", () => {
  it.each([
    // Inverted with mpmath's incomplete beta function to 30 digits.
    [1, 12.706204736174705],
    [1.5, 6.0166631044279315],
    [2, 4.302652729749464],
    [2.7, 3.392148383173752],
    [3, 3.1824463052837095],
    [5, 2.5705818356363155],
    [10, 2.228138851986275],
    [29, 2.0452296421327043],
    [30.25, 2.041564922767826],
    [100, 1.9839715185235522],
    [1000, 1.9623390808264085],
    [1_000_000, 1.959966356814107],
  ])("of %d degrees of freedom is %d", (degrees, expected) => {
    expect(Math.abs(studentsT(degrees) / expected - 1)).toBeLessThan(1e-12);
  });

  it("is the normal one's in the end", () => {
    expect(studentsT(1e12)).toBeCloseTo(1.959963984540054, 10);
    expect(studentsT(Number.MAX_SAFE_INTEGER)).toBeCloseTo(1.959963984540054, 12);
  });

  const degrees = fc.double({ min: 1, max: 1e9, noNaN: true });
  it.prop([degrees, degrees])("grows as the degrees of freedom shrink", (a, b) => {
    const [fewer, more] = a < b ? [a, b] : [b, a];
    expect(studentsT(fewer)).toBeGreaterThanOrEqual(studentsT(more) * (1 - 1e-12));
  });
});
