import { itemTexts } from "./itemTexts.ts";
import type { Texts } from "./wording.ts";

/** What stands around statements to agree with. */
export const agreementTexts = {
  ...itemTexts,
  lead: {
    en: "How much do you agree with this statement?",
    nl: "In hoeverre bent u het hiermee eens?",
    de: "Wie sehr stimmen Sie dieser Aussage zu?",
  },
  low: { en: "Strongly disagree", nl: "Helemaal mee oneens", de: "Stimme überhaupt nicht zu" },
  high: { en: "Strongly agree", nl: "Helemaal mee eens", de: "Stimme voll und ganz zu" },
} as const satisfies Texts;
