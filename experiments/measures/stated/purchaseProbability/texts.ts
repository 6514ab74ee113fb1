import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

/** Eleven worded steps, each with its chances in words and in numbers, after Juster (1966). */
export const texts = {
  ...itemTexts,
  question: {
    en: "What are the chances that you will buy {product} {horizon}?",
    nl: "Hoe groot is de kans dat u {product} {horizon} koopt?",
    de: "Wie groß ist die Chance, dass Sie {product} {horizon} kaufen?",
  },
  step0: {
    en: "No chance, almost no chance (1 in 100)",
    nl: "Geen kans, bijna geen kans (1 op 100)",
    de: "Keine Chance, fast keine Chance (1 von 100)",
  },
  step1: {
    en: "Very slight possibility (1 in 10)",
    nl: "Heel kleine kans (1 op 10)",
    de: "Sehr geringe Möglichkeit (1 von 10)",
  },
  step2: { en: "Slight possibility (2 in 10)", nl: "Kleine kans (2 op 10)", de: "Geringe Möglichkeit (2 von 10)" },
  step3: { en: "Some possibility (3 in 10)", nl: "Enige kans (3 op 10)", de: "Gewisse Möglichkeit (3 von 10)" },
  step4: { en: "Fair possibility (4 in 10)", nl: "Redelijke kans (4 op 10)", de: "Mittlere Möglichkeit (4 von 10)" },
  step5: {
    en: "Fairly good possibility (5 in 10)",
    nl: "Redelijk goede kans (5 op 10)",
    de: "Recht gute Möglichkeit (5 von 10)",
  },
  step6: { en: "Good possibility (6 in 10)", nl: "Goede kans (6 op 10)", de: "Gute Möglichkeit (6 von 10)" },
  step7: { en: "Probable (7 in 10)", nl: "Waarschijnlijk (7 op 10)", de: "Wahrscheinlich (7 von 10)" },
  step8: { en: "Very probable (8 in 10)", nl: "Zeer waarschijnlijk (8 op 10)", de: "Sehr wahrscheinlich (8 von 10)" },
  step9: { en: "Almost sure (9 in 10)", nl: "Bijna zeker (9 op 10)", de: "Fast sicher (9 von 10)" },
  step10: {
    en: "Certain, practically certain (99 in 100)",
    nl: "Zeker, vrijwel zeker (99 op 100)",
    de: "Sicher, so gut wie sicher (99 von 100)",
  },
} as const satisfies Texts;
