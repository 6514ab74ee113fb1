import { entryTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...entryTexts,
  tooCheap: {
    en: "At what price would {product} be so cheap that you would doubt its quality?",
    nl: "Bij welke prijs zou {product} zo goedkoop zijn dat u aan de kwaliteit zou twijfelen?",
    de: "Bei welchem Preis wäre {product} so billig, dass Sie an der Qualität zweifeln würden?",
  },
  cheap: {
    en: "At what price would {product} be a bargain?",
    nl: "Bij welke prijs zou {product} een koopje zijn?",
    de: "Bei welchem Preis wäre {product} günstig?",
  },
  expensive: {
    en: "At what price would {product} start to be expensive, so that you would have to think about buying it?",
    nl: "Vanaf welke prijs zou {product} duur worden, zodat u erover zou moeten nadenken?",
    de: "Ab welchem Preis wäre {product} teuer, sodass Sie überlegen müssten, ob Sie es kaufen?",
  },
  tooExpensive: {
    en: "At what price would {product} be so expensive that you would not buy it?",
    nl: "Bij welke prijs zou {product} zo duur zijn dat u het niet zou kopen?",
    de: "Bei welchem Preis wäre {product} so teuer, dass Sie es nicht kaufen würden?",
  },
  lookAgain: {
    en: "Your four prices do not rise from too cheap to too expensive. Please look at each of them once more.",
    nl: "Uw vier prijzen lopen niet op van te goedkoop naar te duur. Kijk er alstublieft nog een keer naar.",
    de: "Ihre vier Preise steigen nicht von zu billig bis zu teuer. Bitte sehen Sie sich jeden noch einmal an.",
  },
  intent: {
    en: "Would you buy {product} at {price}?",
    nl: "Zou u {product} kopen voor {price}?",
    de: "Würden Sie {product} für {price} kaufen?",
  },
  intentLow: { en: "Definitely not", nl: "Zeker niet", de: "Bestimmt nicht" },
  intentHigh: { en: "Definitely", nl: "Zeker wel", de: "Bestimmt" },
} as const satisfies Texts;
