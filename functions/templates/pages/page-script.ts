/**
 * The one script of pages with a form, conveniences only: a digit chooses a score, a text shows how long it is, and a question
 * that hangs on the score alone appears as soon as one is chosen. It never sends anything: link scanners run scripts too.
 */
const script = `
"use strict";
(() => {
const form = document.querySelector("form");
const language = document.documentElement.lang;
const scores = [...form.querySelectorAll("input[name=score]")];

// A digit is the number that is seen, or the place where none is. Where numbers go below zero it could be either of two.
const keys = scores.map((one, at) => one.closest(".emoji,.words") ? String(at + 1) : one.value);
const isPlain = keys.every((key) => key >= 0);
const radioOf = (digits) => isPlain && scores[keys.indexOf(digits)];

// WCAG 2.1.4: keys without a modifier act only where the focus is.
let typed = "", timer;
const pick = (radio) => {
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};
form.addEventListener("keydown", (event) => {
  if (event.target.name !== "score" || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  clearTimeout(timer);
  typed += event.key;
  if (!radioOf(typed)) typed = event.key;
  timer = setTimeout(() => { typed = ""; }, 800);
  const radio = radioOf(typed);
  if (radio) pick(radio);
  event.preventDefault();
});

const showCalledFor = () => {
  const chosen = scores.find((one) => one.checked);
  for (const part of form.querySelectorAll("[data-from]")) {
    const { from, to } = part.dataset;
    const isAsked = Boolean(chosen) && (from === "" || (+chosen.value >= +from && +chosen.value <= +to));
    part.hidden = !isAsked;
    for (const field of part.querySelectorAll("[name]")) field.disabled = !isAsked;
  }
};
form.addEventListener("change", (event) => { if (event.target.name === "score") showCalledFor(); });
addEventListener("pageshow", showCalledFor);
showCalledFor();

for (const area of form.querySelectorAll("textarea")) {
  const shown = document.createElement("p"), told = document.createElement("p");
  shown.className = "count muted";
  shown.setAttribute("aria-hidden", "true");
  told.className = "unseen";
  told.setAttribute("role", "status");
  area.after(shown, told);
  let pause;
  const write = () => {
    const length = area.value.length;
    shown.textContent = length ? length.toLocaleString(language) + " / " + area.maxLength.toLocaleString(language) : "";
    clearTimeout(pause);
// A screen reader hears it when the typing rests, not at each key.
    pause = setTimeout(() => { told.textContent = shown.textContent; }, 1500);
  };
  area.addEventListener("input", write);
}
})();
`;

/** What only readers of the source need does not travel. */
export const pageScript = script.replace(/^\/\/.*\n|^ +/gm, "").replace(/\n{2,}/g, "\n");
