import { itemTexts } from "../itemTexts.ts";
import { percentTexts } from "../percentSteps.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  ...percentTexts,
  spendMore: {
    en: "Suppose your experience with {product} were excellent. How much more would you spend on it than now?",
    nl: "Stel dat uw ervaring met {product} uitstekend was. Hoeveel meer zou u eraan uitgeven dan nu?",
    de: "Angenommen, Ihre Erfahrung mit {product} wäre ausgezeichnet. Wie viel mehr würden Sie dafür ausgeben als jetzt?",
  },
  acceptPrice: {
    en: "Suppose {product} became {increase} % more expensive. Would you go on buying it?",
    nl: "Stel dat {product} {increase} % duurder werd. Zou u het blijven kopen?",
    de: "Angenommen, {product} würde {increase} % teurer. Würden Sie es weiter kaufen?",
  },
  yes: { en: "Yes", nl: "Ja", de: "Ja" },
  no: { en: "No", nl: "Nee", de: "Nein" },
} as const satisfies Texts;
