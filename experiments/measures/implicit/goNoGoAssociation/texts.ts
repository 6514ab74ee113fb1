import { taskTexts } from "../texts.ts";

/** Everything the GNAT says. */
export const gnatTexts = {
  ...taskTexts,
  title: { en: "Go or wait", nl: "Drukken of wachten", de: "Drücken oder warten" },
  intro: {
    en: "Words or pictures appear one at a time, each for a moment. Respond at once when it belongs to one of two groups. Do nothing for anything else. There are {of} short parts, about {minutes} min together.",
    nl: "Er verschijnen één voor één woorden of plaatjes, elk heel even. Reageer meteen als het bij een van twee groepen hoort. Doe niets bij al het andere. Er zijn {of} korte delen, samen ongeveer {minutes} min.",
    de: "Es erscheinen nacheinander Wörter oder Bilder, jedes nur kurz. Reagieren Sie sofort, wenn es zu einer von zwei Gruppen gehört. Tun Sie bei allem anderen nichts. Es sind {of} kurze Teile, zusammen etwa {minutes} Min.",
  },
  howToGo: {
    en: "Press the space bar when it belongs; with a mouse, click in the lower part.",
    nl: "Druk op de spatiebalk als het erbij hoort; met een muis klikt u in het onderste deel.",
    de: "Drücken Sie die Leertaste, wenn es dazugehört; mit einer Maus klicken Sie in den unteren Teil.",
  },
  howToTap: {
    en: "Tap the area at the bottom when it belongs.",
    nl: "Tik op het vlak onderaan als het erbij hoort.",
    de: "Tippen Sie auf die Fläche unten, wenn es dazugehört.",
  },
  feedback: {
    en: "A circle means right, a red cross means wrong. Mistakes happen at this speed; go on.",
    nl: "Een cirkel betekent goed, een rood kruis fout. Bij dit tempo zijn fouten gewoon; ga door.",
    de: "Ein Kreis bedeutet richtig, ein rotes Kreuz falsch. Bei diesem Tempo sind Fehler normal; machen Sie weiter.",
  },
  practice: {
    en: "Respond to: {target} and {attribute} (practice)",
    nl: "Reageer op: {target} en {attribute} (oefenen)",
    de: "Reagieren Sie auf: {target} und {attribute} (Übung)",
  },
  test: {
    en: "Respond to: {target} and {attribute}",
    nl: "Reageer op: {target} en {attribute}",
    de: "Reagieren Sie auf: {target} und {attribute}",
  },
  keepFast: {
    en: "Respond at once to these, and wait for anything else.",
    nl: "Reageer meteen op deze, en wacht bij al het andere.",
    de: "Reagieren Sie sofort auf diese, und warten Sie bei allem anderen.",
  },
  wrong: { en: "Wrong", nl: "Fout", de: "Falsch" },
} as const;
