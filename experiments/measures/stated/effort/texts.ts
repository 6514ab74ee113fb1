import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  question: {
    en: "{product} made it easy for me to handle my issue.",
    nl: "{product} maakte het mij gemakkelijk om mijn vraag of probleem op te lossen.",
    de: "{product} hat es mir leicht gemacht, mein Anliegen zu erledigen.",
  },
  lead: {
    en: "How much do you agree with this statement?",
    nl: "In hoeverre bent u het hiermee eens?",
    de: "Wie sehr stimmen Sie dieser Aussage zu?",
  },
  low: { en: "Strongly disagree", nl: "Helemaal mee oneens", de: "Stimme überhaupt nicht zu" },
  high: { en: "Strongly agree", nl: "Helemaal mee eens", de: "Stimme voll und ganz zu" },
} as const satisfies Texts;
