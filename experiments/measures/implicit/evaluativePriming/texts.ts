import { taskTexts } from "../texts.ts";

/** Everything evaluative priming says. */
export const eptTexts = {
  ...taskTexts,
  title: { en: "Good or bad words", nl: "Goede of slechte woorden", de: "Gute oder schlechte Wörter" },
  intro: {
    en: "A word or picture appears for a moment, then a word that means something good or bad. Ignore the first and sort the second as fast as you can. It takes about {minutes} min.",
    nl: "Er verschijnt heel even een woord of plaatje, daarna een woord met een goede of slechte betekenis. Let niet op het eerste en sorteer het tweede zo snel als u kunt. Het duurt ongeveer {minutes} min.",
    de: "Kurz erscheint ein Wort oder Bild, dann ein Wort mit guter oder schlechter Bedeutung. Beachten Sie das erste nicht und sortieren Sie das zweite so schnell Sie können. Es dauert etwa {minutes} Min.",
  },
  howToSort: {
    en: "Press {leftKey} for the left and {rightKey} for the right; with a mouse, click below on the left or right.",
    nl: "Druk op {leftKey} voor links en {rightKey} voor rechts; met een muis klikt u onderaan links of rechts.",
    de: "Drücken Sie {leftKey} für links und {rightKey} für rechts; mit einer Maus klicken Sie unten links oder rechts.",
  },
  howToTap: {
    en: "Tap the area at the lower left or right. Keep your thumbs there.",
    nl: "Tik op het vlak links- of rechtsonder. Houd uw duimen daar.",
    de: "Tippen Sie auf die Fläche unten links oder rechts. Lassen Sie die Daumen dort.",
  },
  markErrors: {
    en: "A red cross means: wrong side. The next one comes by itself.",
    nl: "Een rood kruis betekent: verkeerde kant. De volgende komt vanzelf.",
    de: "Ein rotes Kreuz bedeutet: falsche Seite. Das nächste kommt von selbst.",
  },
  test: { en: "Now it begins", nl: "Nu begint het", de: "Jetzt geht es los" },
  keepFast: {
    en: "Stay as fast as you can, with few mistakes.",
    nl: "Blijf zo snel als u kunt, met weinig fouten.",
    de: "Bleiben Sie so schnell Sie können, mit wenigen Fehlern.",
  },
  pause: { en: "A short rest", nl: "Even rust", de: "Eine kurze Pause" },
  late: { en: "Please respond more quickly!", nl: "Antwoord sneller, alstublieft!", de: "Bitte schneller antworten!" },
} as const;
