import { taskTexts } from "../texts.ts";

/** Everything the AMP says. */
export const ampTexts = {
  ...taskTexts,
  title: { en: "Judging signs", nl: "Tekens beoordelen", de: "Zeichen beurteilen" },
  intro: {
    en: "You see pairs: a word or picture, then an unknown sign. Judge only the sign: is it more pleasant or less pleasant than the average sign? It takes about {minutes} min.",
    nl: "U ziet paren: een woord of plaatje en daarna een onbekend teken. Beoordeel alleen het teken: is het prettiger of minder prettig dan het gemiddelde teken? Het duurt ongeveer {minutes} min.",
    de: "Sie sehen Paare: ein Wort oder Bild, dann ein unbekanntes Zeichen. Beurteilen Sie nur das Zeichen: Ist es angenehmer oder weniger angenehm als das durchschnittliche Zeichen? Es dauert etwa {minutes} Min.",
  },
  warning: {
    en: "The word or picture before it can influence how you judge the sign. Please do your best not to let it.",
    nl: "Het woord of plaatje ervoor kan uw oordeel over het teken beïnvloeden. Laat dat alstublieft niet gebeuren.",
    de: "Das Wort oder Bild davor kann Ihr Urteil über das Zeichen beeinflussen. Bitte lassen Sie das nicht zu.",
  },
  howTo: {
    en: "Press {leftKey} for {left} and {rightKey} for {right}; with a mouse, click below on that side.",
    nl: "Druk op {leftKey} voor {left} en {rightKey} voor {right}; met een muis klikt u onderaan aan die kant.",
    de: "Drücken Sie {leftKey} für {left} und {rightKey} für {right}; mit einer Maus klicken Sie unten auf dieser Seite.",
  },
  howToTap: {
    en: "Tap the lower left for {left}, the lower right for {right}.",
    nl: "Tik linksonder voor {left}, rechtsonder voor {right}.",
    de: "Tippen Sie unten links für {left}, unten rechts für {right}.",
  },
  practice: { en: "First some practice.", nl: "Eerst even oefenen.", de: "Zuerst etwas Übung." },
  test: { en: "Now it begins", nl: "Nu begint het", de: "Jetzt geht es los" },
  testMore: {
    en: "Judge each sign quickly, by your first impression. Leave the word or picture before it aside.",
    nl: "Beoordeel elk teken snel, op uw eerste indruk. Let niet op het woord of plaatje ervoor.",
    de: "Beurteilen Sie jedes Zeichen schnell, nach dem ersten Eindruck. Lassen Sie das Wort oder Bild davor beiseite.",
  },
  pleasant: { en: "Pleasant", nl: "Prettig", de: "Angenehm" },
  unpleasant: { en: "Unpleasant", nl: "Onprettig", de: "Unangenehm" },
} as const;
