import { taskTexts } from "../texts.ts";

/** Everything the BIAT says. */
export const briefIatTexts = {
  ...taskTexts,
  title: { en: "Belongs or not", nl: "Hoort erbij of niet", de: "Gehört dazu oder nicht" },
  intro: {
    en: "Words or pictures appear one at a time. For each, say as fast as you can whether it belongs to one of the two groups named. There are {of} short parts, about {minutes} min together.",
    nl: "Er verschijnen één voor één woorden of plaatjes. Zeg bij elk zo snel als u kunt of het bij een van de twee genoemde groepen hoort. Er zijn {of} korte delen, samen ongeveer {minutes} min.",
    de: "Es erscheinen nacheinander Wörter oder Bilder. Sagen Sie bei jedem so schnell Sie können, ob es zu einer der beiden genannten Gruppen gehört. Es sind {of} kurze Teile, zusammen etwa {minutes} Min.",
  },
  howToSort: {
    en: "Press {rightKey} when it belongs and {leftKey} for anything else; with a mouse, click below on the right or left.",
    nl: "Druk op {rightKey} als het erbij hoort en op {leftKey} voor al het andere; met een muis klikt u onderaan rechts of links.",
    de: "Drücken Sie {rightKey}, wenn es dazugehört, und {leftKey} für alles andere; mit einer Maus klicken Sie unten rechts oder links.",
  },
  howToTap: {
    en: "Tap the area at the lower right when it belongs, the one at the lower left for anything else.",
    nl: "Tik rechtsonder als het erbij hoort, linksonder voor al het andere.",
    de: "Tippen Sie unten rechts, wenn es dazugehört, unten links für alles andere.",
  },
  correctErrors: {
    en: "A red cross means: wrong side. Then choose the other side to go on.",
    nl: "Een rood kruis betekent: verkeerde kant. Kies dan de andere kant om verder te gaan.",
    de: "Ein rotes Kreuz bedeutet: falsche Seite. Wählen Sie dann die andere Seite, um weiterzumachen.",
  },
  warmUp: { en: "First some practice", nl: "Eerst oefenen", de: "Zuerst üben" },
  block: {
    en: "Now these belong: {target} and {attribute}",
    nl: "Nu horen hierbij: {target} en {attribute}",
    de: "Nun gehören dazu: {target} und {attribute}",
  },
  keepFast: {
    en: "Keep these in mind. Everything else is \u201canything else\u201d.",
    nl: "Onthoud deze. Al het andere is \u201cal het andere\u201d.",
    de: "Merken Sie sich diese. Alles andere ist \u201ealles andere\u201c.",
  },
  anythingElse: { en: "Anything else", nl: "Al het andere", de: "Alles andere" },
} as const;
