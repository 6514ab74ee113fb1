import { taskTexts } from "../texts.ts";

/** Everything the fit task says. */
export const speededFitTexts = {
  ...taskTexts,
  title: { en: "Fits or does not fit", nl: "Past wel of past niet", de: "Passt oder passt nicht" },
  baseline: {
    en: "First your own speed: one of the two answers is named. Choose it as fast as you can.",
    nl: "Eerst uw eigen snelheid: een van de twee antwoorden wordt genoemd. Kies het zo snel als u kunt.",
    de: "Zuerst Ihre eigene Geschwindigkeit: Eine der beiden Antworten wird genannt. Wählen Sie sie so schnell Sie können.",
  },
  intro: {
    en: "A brand appears, then a word. Does the word fit the brand? Answer from your first impression, as fast as you can. There is no right or wrong. It takes about {minutes} min in all.",
    nl: "Er verschijnt een merk, daarna een woord. Past het woord bij het merk? Antwoord op uw eerste indruk, zo snel als u kunt. Er is geen goed of fout. Het duurt in totaal ongeveer {minutes} min.",
    de: "Eine Marke erscheint, dann ein Wort. Passt das Wort zur Marke? Antworten Sie nach dem ersten Eindruck, so schnell Sie können. Es gibt kein Richtig oder Falsch. Es dauert insgesamt etwa {minutes} Min.",
  },
  howTo: {
    en: "Press {leftKey} for \u201c{left}\u201d and {rightKey} for \u201c{right}\u201d; with a mouse, click below on that side.",
    nl: "Druk op {leftKey} voor \u201c{left}\u201d en op {rightKey} voor \u201c{right}\u201d; met een muis klikt u onderaan aan die kant.",
    de: "Drücken Sie {leftKey} für \u201e{left}\u201c und {rightKey} für \u201e{right}\u201c; mit einer Maus klicken Sie unten auf dieser Seite.",
  },
  howToTap: {
    en: "Tap the lower left for \u201c{left}\u201d, the lower right for \u201c{right}\u201d.",
    nl: "Tik linksonder voor \u201c{left}\u201d, rechtsonder voor \u201c{right}\u201d.",
    de: "Tippen Sie unten links für \u201e{left}\u201c, unten rechts für \u201e{right}\u201c.",
  },
  judging: { en: "Now the brands", nl: "Nu de merken", de: "Nun die Marken" },
  fit: { en: "Fits", nl: "Past", de: "Passt" },
  notFit: { en: "Does not fit", nl: "Past niet", de: "Passt nicht" },
  nudge: { en: "A little faster, please", nl: "Iets sneller, alstublieft", de: "Etwas schneller, bitte" },
} as const;
