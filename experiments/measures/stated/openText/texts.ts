import { entryTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...entryTexts,
  question: {
    en: "What comes to mind when you think of {product}?",
    nl: "Waar denkt u aan bij {product}?",
    de: "Woran denken Sie bei {product}?",
  },
  help: {
    en: "Write it as it comes to you. Please do not write anything that says who you are.",
    nl: "Schrijf het op zoals het in u opkomt. Schrijf niets op waaruit blijkt wie u bent.",
    de: "Schreiben Sie es so auf, wie es Ihnen einfällt. Schreiben Sie bitte nichts, was verrät, wer Sie sind.",
  },
  tooShort: {
    en: "Please write at least {minimum} characters.",
    nl: "Schrijf minstens {minimum} tekens.",
    de: "Bitte schreiben Sie mindestens {minimum} Zeichen.",
  },
} as const satisfies Texts;
