import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  question: {
    en: "How likely is it that you would recommend {product} to a friend or colleague?",
    nl: "Hoe waarschijnlijk is het dat u {product} zou aanbevelen aan een vriend of collega?",
    de: "Wie wahrscheinlich ist es, dass Sie {product} Freunden oder Kollegen weiterempfehlen würden?",
  },
  low: { en: "Not at all likely", nl: "Helemaal niet waarschijnlijk", de: "Überhaupt nicht wahrscheinlich" },
  high: { en: "Extremely likely", nl: "Uiterst waarschijnlijk", de: "Äußerst wahrscheinlich" },
} as const satisfies Texts;
