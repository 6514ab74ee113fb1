import { entryTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...entryTexts,
  question: {
    en: "How many times did you buy {product} {period}?",
    nl: "Hoe vaak hebt u {product} {period} gekocht?",
    de: "Wie oft haben Sie {product} {period} gekauft?",
  },
  help: {
    en: "If you are not sure, give your best guess. Write 0 if you did not buy it.",
    nl: "Weet u het niet precies, schat het dan. Schrijf 0 als u het niet hebt gekocht.",
    de: "Wenn Sie es nicht genau wissen, schätzen Sie. Schreiben Sie 0, wenn Sie es nicht gekauft haben.",
  },
  times: { en: "times", nl: "keer", de: "Mal" },
} as const satisfies Texts;
