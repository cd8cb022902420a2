/**
 * Student's t: how many standard errors an interval of a mean reaches to each side. Ours, because all that is needed is one
 * quantile: libraries that have it bring the inverse incomplete beta function of any arguments along, into the bundle that
 * starts with every request.
 *
 * P(|T| ≤ t) is the regularized incomplete beta function I_y(½, ν/2) at y = t²/(ν+t²) (DLMF 8.17), here by the series
 * that has only positive terms (DLMF 8.17.8 with 15.2.1), so that nothing cancels.
 */
import { level, z } from "./confidence.ts";

/** 97.5 % quantile of the distribution with that many degrees of freedom, 1 or more and not always whole. */
export function studentsT(degrees: number): number {
  const peak = densityAtZero(degrees);
  let t = z;
  // The probability is concave in t and starts too low, so Newton's steps climb to the quantile and never leap over it.
  for (let step = Number.POSITIVE_INFINITY; step > t * 1e-14; t += step) {
    const density = peak * (1 + t ** 2 / degrees) ** (-(degrees + 1) / 2);
    step = (level - within(t, degrees, peak)) / (2 * density);
  }
  return t;
}

/** The probability from −t to t. */
function within(t: number, degrees: number, peak: number): number {
  const y = t ** 2 / (degrees + t ** 2);
  let sum = 0;
  let k = 0;
  for (let term = 1; term > sum * 1e-17; k++) {
    sum += term;
    term *= (y * (k + (degrees + 1) / 2)) / (k + 3 / 2);
  }
  return 2 * peak * t * Math.exp(-((degrees + 1) / 2) * Math.log1p(t ** 2 / degrees)) * sum;
}

const densityAtZero = (degrees: number): number => gammaRatio(degrees / 2) / Math.sqrt(Math.PI * degrees);

/** Γ(x+½)/Γ(x): the asymptotic series (DLMF 5.11.13) of a large x, from which Γ(x+1) = x·Γ(x) leads down. */
function gammaRatio(x: number): number {
  if (x < 30) return (gammaRatio(x + 1) * x) / (x + 1 / 2);
  const series = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304, 39325 / 33554432];
  return Math.sqrt(x) * series.reduceRight((sum, coefficient) => sum / x + coefficient, 0);
}
