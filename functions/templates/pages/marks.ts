/** What stands for a score where it is no number: drawn, because emoji look different, or not at all, on every device. */
import { html, raw } from "hono/html";
import type { Markup } from "../markup.ts";
import type { ScoreCopy, SurveyCopy } from "../survey-copy.ts";

type Draw = (score: Pick<ScoreCopy, "shown">, index: number, count: number) => Markup | string;

export const marks: Readonly<Record<SurveyCopy["layout"], Draw>> = {
  numbers: ({ shown }) => shown,
  words: () => "",
  emoji: ({ shown }) => html`<b>${shown}</b>`,
  stars: () => drawing('<path d="M12 3l2.8 5.9 6.4.8-4.7 4.5 1.2 6.4L12 17.5l-5.7 3.1 1.2-6.4L2.8 9.7l6.4-.8z"/>'),
  thumbs: (_, index) => drawing(`<path${index === 0 ? ' transform="matrix(1 0 0-1 0 24)"' : ""} d="${thumb}"/>`),
  faces: (_, index, count) => drawing(face(index, count)),
};

const drawing = (shapes: string): Markup => raw(`<svg viewBox="0 0 24 24">${shapes}</svg>`);

const thumb = "M3 11h4v9H3zM7 11l4-8c2 0 2.5 1.5 2 4l-.5 3h5.5c1.5 0 2.5 1 2 2.5l-1.7 6c-.3 1-1 1.5-2 1.5H7";

/** The mouth bends from the worst, down, to the best, up. */
function face(index: number, count: number): string {
  const bend = (index / (count - 1) - 0.5) * 12;
  return `<circle cx="12" cy="12" r="9.5"/><path d="M8.5 9v.5M15.5 9v.5M7.5 ${16 - bend / 4}q4.5 ${bend} 9 0"/>`;
}
