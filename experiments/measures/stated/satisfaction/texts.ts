import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  question: {
    en: "Overall, how satisfied are you with {product}?",
    nl: "Hoe tevreden bent u alles bij elkaar over {product}?",
    de: "Wie zufrieden sind Sie insgesamt mit {product}?",
  },
  low: { en: "Very dissatisfied", nl: "Heel ontevreden", de: "Sehr unzufrieden" },
  high: { en: "Very satisfied", nl: "Heel tevreden", de: "Sehr zufrieden" },
} as const satisfies Texts;
