import { taskTexts } from "../texts.ts";

/** Everything the IAT says. Blanks: {n} {of} {left} {right} {leftKey} {rightKey} {key}. */
export const iatTexts = {
  ...taskTexts,
  title: { en: "Sorting task", nl: "Sorteertaak", de: "Sortieraufgabe" },
  intro: {
    en: "Words or pictures appear one at a time in the middle. Sort each to the left or to the right, as fast as you can while making few mistakes. There are {of} short parts, about {minutes} min together.",
    nl: "In het midden verschijnen één voor één woorden of plaatjes. Sorteer elk naar links of naar rechts, zo snel als u kunt, met weinig fouten. Er zijn {of} korte delen, samen ongeveer {minutes} min.",
    de: "In der Mitte erscheinen nacheinander Wörter oder Bilder. Sortieren Sie jedes nach links oder rechts, so schnell Sie können und mit wenigen Fehlern. Es sind {of} kurze Teile, zusammen etwa {minutes} Min.",
  },
  howToSort: {
    en: "Press {leftKey} for the left and {rightKey} for the right; with a mouse, click below on the left or right. Keep your fingers there.",
    nl: "Druk op {leftKey} voor links en {rightKey} voor rechts; met een muis klikt u onderaan links of rechts. Houd uw vingers daar.",
    de: "Drücken Sie {leftKey} für links und {rightKey} für rechts; mit einer Maus klicken Sie unten links oder rechts. Lassen Sie die Finger dort.",
  },
  howToTap: {
    en: "Tap the area at the lower left or right. Keep your thumbs there.",
    nl: "Tik op het vlak links- of rechtsonder. Houd uw duimen daar.",
    de: "Tippen Sie auf die Fläche unten links oder rechts. Lassen Sie die Daumen dort.",
  },
  correctErrors: {
    en: "A red cross means: wrong side. Then choose the other side to go on.",
    nl: "Een rood kruis betekent: verkeerde kant. Kies dan de andere kant om verder te gaan.",
    de: "Ein rotes Kreuz bedeutet: falsche Seite. Wählen Sie dann die andere Seite, um weiterzumachen.",
  },
  markErrors: {
    en: "A red cross means: wrong side. The next one comes by itself.",
    nl: "Een rood kruis betekent: verkeerde kant. De volgende komt vanzelf.",
    de: "Ein rotes Kreuz bedeutet: falsche Seite. Das nächste kommt von selbst.",
  },
  targets: {
    en: "Sort these two",
    nl: "Sorteer deze twee",
    de: "Sortieren Sie diese beiden",
  },
  attributes: {
    en: "Now sort these words",
    nl: "Sorteer nu deze woorden",
    de: "Sortieren Sie nun diese Wörter",
  },
  combinedPractice: { en: "Now both together", nl: "Nu samen", de: "Nun beides zusammen" },
  combinedPracticeMore: {
    en: "Each side has two labels. Everything that belongs to either of them goes to that side. Colour and underline tell which label to look at.",
    nl: "Elke kant heeft twee labels. Alles wat bij een van beide hoort, gaat naar die kant. Kleur en onderstreping laten zien naar welk label u kijkt.",
    de: "Jede Seite hat zwei Bezeichnungen. Alles, was zu einer davon gehört, kommt auf diese Seite. Farbe und Unterstreichung zeigen, auf welche es ankommt.",
  },
  combinedTest: {
    en: "The same again, a little longer",
    nl: "Nog eens hetzelfde, iets langer",
    de: "Noch einmal dasselbe, etwas länger",
  },
  reversedTargets: {
    en: "Take care: these two have changed sides",
    nl: "Let op: deze twee zijn van kant gewisseld",
    de: "Achtung: Diese beiden haben die Seiten gewechselt",
  },
  reversedAttributes: {
    en: "Take care: these words have changed sides",
    nl: "Let op: deze woorden zijn van kant gewisseld",
    de: "Achtung: Diese Wörter haben die Seiten gewechselt",
  },
  reversedCombinedPractice: {
    en: "Again both together, on the new sides",
    nl: "Weer samen, met de nieuwe kanten",
    de: "Wieder beides zusammen, mit den neuen Seiten",
  },
  keepFast: {
    en: "Stay as fast as you can, with few mistakes.",
    nl: "Blijf zo snel als u kunt, met weinig fouten.",
    de: "Bleiben Sie so schnell Sie können, mit wenigen Fehlern.",
  },
  reversedCombinedTest: {
    en: "The last part: the same again, a little longer",
    nl: "Het laatste deel: nog eens hetzelfde, iets langer",
    de: "Der letzte Teil: noch einmal dasselbe, etwas länger",
  },
} as const;
