import { taskTexts } from "../texts.ts";

/** Everything the SC-IAT says. */
export const singleCategoryIatTexts = {
  ...taskTexts,
  title: { en: "Fast sorting", nl: "Snel sorteren", de: "Schnell sortieren" },
  intro: {
    en: "Words or pictures appear one at a time in the middle. Sort each to the left or to the right, as fast as you can. There are {of} parts, about {minutes} min together.",
    nl: "In het midden verschijnen één voor één woorden of plaatjes. Sorteer elk naar links of naar rechts, zo snel als u kunt. Er zijn {of} delen, samen ongeveer {minutes} min.",
    de: "In der Mitte erscheinen nacheinander Wörter oder Bilder. Sortieren Sie jedes nach links oder rechts, so schnell Sie können. Es sind {of} Teile, zusammen etwa {minutes} Min.",
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
    en: "A circle means right, a red cross means wrong side. There is little time: answer at once.",
    nl: "Een cirkel betekent goed, een rood kruis verkeerde kant. Er is weinig tijd: antwoord meteen.",
    de: "Ein Kreis bedeutet richtig, ein rotes Kreuz falsche Seite. Die Zeit ist kurz: Antworten Sie sofort.",
  },
  correctErrors: {
    en: "A red cross means: wrong side. Then choose the other side to go on.",
    nl: "Een rood kruis betekent: verkeerde kant. Kies dan de andere kant om verder te gaan.",
    de: "Ein rotes Kreuz bedeutet: falsche Seite. Wählen Sie dann die andere Seite, um weiterzumachen.",
  },
  attributes: {
    en: "First sort these words",
    nl: "Sorteer eerst deze woorden",
    de: "Sortieren Sie zuerst diese Wörter",
  },
  practice: { en: "Practice with these sides", nl: "Oefenen met deze kanten", de: "Üben mit diesen Seiten" },
  test: { en: "The same again, longer", nl: "Nog eens hetzelfde, langer", de: "Noch einmal dasselbe, länger" },
  changed: {
    en: "Take care: {target} has changed sides",
    nl: "Let op: {target} staat nu aan de andere kant",
    de: "Achtung: {target} hat die Seite gewechselt",
  },
  keepFast: {
    en: "Stay as fast as you can, with few mistakes.",
    nl: "Blijf zo snel als u kunt, met weinig fouten.",
    de: "Bleiben Sie so schnell Sie können, mit wenigen Fehlern.",
  },
  late: { en: "Please respond more quickly!", nl: "Antwoord sneller, alstublieft!", de: "Bitte schneller antworten!" },
} as const;
