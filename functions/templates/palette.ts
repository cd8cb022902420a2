/**
 * The colours of mails and pages. Every text colour has a contrast of at least 4.5 on each ground it is used on, every edge
 * and mark at least 3; a test computes it. The scores are deliberately of one colour: red to green would suggest answers.
 */
export interface Palette {
  readonly ground: string;
  readonly card: string;
  readonly ink: string;
  readonly muted: string;
  /** Decoration only. */
  readonly line: string;
  /** The edge of what can be pressed or typed into. */
  readonly edge: string;
  readonly tile: string;
  readonly accent: string;
  readonly accentDeep: string;
  readonly onAccent: string;
  readonly alert: string;
  readonly alertGround: string;
}

export const light: Palette = {
  ground: "#f5f4ef",
  card: "#ffffff",
  ink: "#1c2523",
  muted: "#586461",
  line: "#e4e2d9",
  edge: "#7d8985",
  tile: "#fbfaf7",
  accent: "#0b6455",
  accentDeep: "#084a3f",
  onAccent: "#ffffff",
  alert: "#9c2a1d",
  alertGround: "#fcefec",
};

export const dark: Palette = {
  ground: "#11181a",
  card: "#192225",
  ink: "#e6ecea",
  muted: "#a3b2ae",
  line: "#2c393b",
  edge: "#74847f",
  tile: "#202b2e",
  accent: "#7ad6c1",
  accentDeep: "#a4e6d6",
  onAccent: "#0d1f1b",
  alert: "#ffb4a6",
  alertGround: "#3a2320",
};

export const fontStack =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";
