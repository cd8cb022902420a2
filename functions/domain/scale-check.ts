/**
 * What is wrong with the scale that a survey says it is answered on, found when it is saved: a customer must be able to tell
 * its scores apart, and its figures must know which of them are good.
 */
import type { Fault } from "./errors.ts";
import { type CustomScale, isScore, maxScores, type Scaled, scaleOf, scoresOf } from "./scale.ts";
import { checkApart, checkLanguage } from "./text-check.ts";

export function checkScale(survey: Scaled, defaultLocale: string): Fault[] {
  const { kind, effortScale, scale } = survey;
  const faults: Fault[] = [];
  if (effortScale !== undefined && kind !== "ces") {
    faults.push({ path: "effortScale", message: `is only for ces, not ${kind}` });
  }
  if (scale === undefined) return faults;
  if (kind !== "custom") return [...faults, { path: "scale", message: `is only for custom, not ${kind}` }];
  const found = [...checkRange(scale), ...checkLabels(scale, survey, defaultLocale), ...checkEmoji(scale, survey)];
  return [...faults, ...found.map(({ path, message }) => ({ path: `scale.${path}`, message }))];
}

/** Answers of two scales cannot be counted together; words and emoji may be put right. */
export function checkSameScale(current: Scaled, changed: Scaled): Fault[] {
  const [before, after] = [scaleOf(current), scaleOf(changed)];
  const parts = ["min", "max", "direction", "topBox"] as const;
  return parts
    .filter((part) => before[part] !== after[part])
    .map((part) => {
      const isLeftOut = changed.scale && changed.scale[part] === undefined;
      const message = isLeftOut ? `${givenWhole}; it was ${before[part]}` : `was ${before[part]} and ${fixedForever}`;
      return { path: `scale.${part}`, message };
    });
}

/** Why labels alone are not enough to change them. */
export const givenWhole = "is missing: a scale is given whole, although only its labels and emoji may change";

/** Why kind and scale of a survey stay what they were. */
export const fixedForever =
  "never changes, because answers of different scales would mix in one figure; make a new survey";

function checkRange({ min, max, direction, topBox }: CustomScale): Fault[] {
  if (max <= min) return [{ path: "max", message: "must be above min" }];
  const faults: Fault[] = [];
  if (max - min >= maxScores) faults.push({ path: "max", message: `makes more than ${maxScores} scores` });
  const isLow = direction === "low_is_good";
  const [least, most] = isLow ? [min, max - 1] : [min + 1, max];
  if (topBox !== undefined && (topBox < least || topBox > most)) {
    faults.push({ path: "topBox", message: `is the worst score that still counts as good: from ${least} to ${most}` });
  }
  return faults;
}

function checkLabels({ min, max, labels = {} }: CustomScale, survey: Scaled, defaultLocale: string): Fault[] {
  const scores = Object.keys(labels);
  const alike = checkApart(Object.values(labels), defaultLocale);
  return [
    ...Object.entries(labels).flatMap(([score, texts]) => {
      const path = `labels.${score}`;
      if (!isScore(survey, Number(score))) return [{ path, message: `is not a score: they run from ${min} to ${max}` }];
      return checkLanguage(texts, path, defaultLocale);
    }),
    ...alike.map(({ index, path, message }) => ({ path: `labels.${scores[index]}.${path}`, message })),
  ];
}

function checkEmoji({ emoji }: CustomScale, survey: Scaled): Fault[] {
  if (emoji === undefined) return [];
  const faults = emoji.flatMap((one, index): Fault[] => {
    const path = `emoji.${index}`;
    if (!isOneEmoji(one)) return [{ path, message: "is not one emoji" }];
    return emoji.indexOf(one) < index ? [{ path, message: "stands for a lower score already" }] : [];
  });
  const { length } = scoresOf(survey);
  if (emoji.length !== length) faults.push({ path: "emoji", message: `holds ${emoji.length} for ${length} scores` });
  return faults;
}

/** A flag, a keycap or what is drawn as a picture; letters have labels. */
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/** As many as the longest family takes; what is beyond them are marks piled upon each other. */
const longestEmoji = 30;

const isOneEmoji = (text: string): boolean =>
  text.length <= longestEmoji && picture.test(text) && [...new Intl.Segmenter("en").segment(text)].length === 1;
