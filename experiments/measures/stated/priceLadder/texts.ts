import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  question: {
    en: "Would you buy {product} at {price}?",
    nl: "Zou u {product} kopen voor {price}?",
    de: "Würden Sie {product} für {price} kaufen?",
  },
  yes: { en: "Yes", nl: "Ja", de: "Ja" },
  no: { en: "No", nl: "Nee", de: "Nein" },
} as const satisfies Texts;
