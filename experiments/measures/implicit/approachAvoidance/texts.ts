import { taskTexts } from "../texts.ts";

/** Everything the AAT says. */
export const aatTexts = {
  ...taskTexts,
  title: { en: "Pull or push", nl: "Trekken of duwen", de: "Ziehen oder schieben" },
  intro: {
    en: "Cards appear one at a time. Only the shape of the card matters, not what is on it. It takes about {minutes} min.",
    nl: "Er verschijnen één voor één kaarten. Alleen de vorm van de kaart telt, niet wat erop staat. Het duurt ongeveer {minutes} min.",
    de: "Es erscheinen nacheinander Karten. Nur die Form der Karte zählt, nicht was darauf steht. Es dauert etwa {minutes} Min.",
  },
  portraitPull: {
    en: "Upright card: pull it towards you, it grows. Wide card: push it away, it shrinks.",
    nl: "Staande kaart: trek haar naar u toe, ze wordt groter. Liggende kaart: duw haar weg, ze wordt kleiner.",
    de: "Hochformat: Ziehen Sie die Karte heran, sie wird größer. Querformat: Schieben Sie sie weg, sie wird kleiner.",
  },
  landscapePull: {
    en: "Wide card: pull it towards you, it grows. Upright card: push it away, it shrinks.",
    nl: "Liggende kaart: trek haar naar u toe, ze wordt groter. Staande kaart: duw haar weg, ze wordt kleiner.",
    de: "Querformat: Ziehen Sie die Karte heran, sie wird größer. Hochformat: Schieben Sie sie weg, sie wird kleiner.",
  },
  howTo: {
    en: "To pull, press the down arrow \u2193; to push, press the up arrow \u2191. With a mouse, drag down or up.",
    nl: "Om te trekken drukt u op de pijl omlaag \u2193, om te duwen op de pijl omhoog \u2191. Met een muis sleept u omlaag of omhoog.",
    de: "Zum Ziehen drücken Sie den Pfeil nach unten \u2193, zum Schieben den Pfeil nach oben \u2191. Mit einer Maus ziehen Sie nach unten oder oben.",
  },
  howToSwipe: {
    en: "To pull, swipe down; to push, swipe up.",
    nl: "Om te trekken veegt u omlaag, om te duwen omhoog.",
    de: "Zum Ziehen wischen Sie nach unten, zum Schieben nach oben.",
  },
  correctErrors: {
    en: "A red cross means: the other way. Then make the other movement.",
    nl: "Een rood kruis betekent: andersom. Maak dan de andere beweging.",
    de: "Ein rotes Kreuz bedeutet: andersherum. Machen Sie dann die andere Bewegung.",
  },
  practice: {
    en: "First some practice with empty cards.",
    nl: "Eerst oefenen met lege kaarten.",
    de: "Zuerst Übung mit leeren Karten.",
  },
  test: { en: "Now it begins", nl: "Nu begint het", de: "Jetzt geht es los" },
  keepFast: {
    en: "Move as fast as you can, with few mistakes.",
    nl: "Beweeg zo snel als u kunt, met weinig fouten.",
    de: "Bewegen Sie so schnell Sie können, mit wenigen Fehlern.",
  },
  pull: { en: "Pull \u2193", nl: "Trekken \u2193", de: "Ziehen \u2193" },
  push: { en: "Push \u2191", nl: "Duwen \u2191", de: "Schieben \u2191" },
  wrong: { en: "The other way", nl: "Andersom", de: "Andersherum" },
} as const;
