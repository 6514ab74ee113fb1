import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  question: {
    en: "Would you buy {product}?",
    nl: "Zou u {product} kopen?",
    de: "Würden Sie {product} kaufen?",
  },
  questionWithin: {
    en: "Would you buy {product} {horizon}?",
    nl: "Zou u {product} {horizon} kopen?",
    de: "Würden Sie {product} {horizon} kaufen?",
  },
  intent5: { en: "I definitely would buy it", nl: "Ik zou het zeker kopen", de: "Ich würde es bestimmt kaufen" },
  intent4: {
    en: "I probably would buy it",
    nl: "Ik zou het waarschijnlijk wel kopen",
    de: "Ich würde es wahrscheinlich kaufen",
  },
  intent3: {
    en: "I might or might not buy it",
    nl: "Ik zou het misschien wel, misschien niet kopen",
    de: "Ich würde es vielleicht kaufen, vielleicht nicht",
  },
  intent2: {
    en: "I probably would not buy it",
    nl: "Ik zou het waarschijnlijk niet kopen",
    de: "Ich würde es wahrscheinlich nicht kaufen",
  },
  intent1: {
    en: "I definitely would not buy it",
    nl: "Ik zou het zeker niet kopen",
    de: "Ich würde es bestimmt nicht kaufen",
  },
  yes: { en: "Yes", nl: "Ja", de: "Ja" },
  no: { en: "No", nl: "Nee", de: "Nein" },
} as const satisfies Texts;
