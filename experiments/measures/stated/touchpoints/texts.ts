import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  experience: {
    en: "How was this for you with {product}: {touchpoint}?",
    nl: "Hoe was dit voor u bij {product}: {touchpoint}?",
    de: "Wie war das für Sie bei {product}: {touchpoint}?",
  },
  experienceLow: { en: "Very bad", nl: "Heel slecht", de: "Sehr schlecht" },
  experienceHigh: { en: "Very good", nl: "Heel goed", de: "Sehr gut" },
  notUsed: { en: "I have not been through this", nl: "Dit heb ik niet meegemaakt", de: "Das habe ich nicht erlebt" },
  expectation: {
    en: "Compared with what you expected, how was this: {touchpoint}?",
    nl: "Hoe was dit vergeleken met wat u had verwacht: {touchpoint}?",
    de: "Wie war das im Vergleich zu dem, was Sie erwartet hatten: {touchpoint}?",
  },
  expectation1: { en: "Much worse", nl: "Veel slechter", de: "Viel schlechter" },
  expectation2: { en: "Worse", nl: "Slechter", de: "Schlechter" },
  expectation3: { en: "As I expected", nl: "Zoals ik had verwacht", de: "Wie erwartet" },
  expectation4: { en: "Better", nl: "Beter", de: "Besser" },
  expectation5: { en: "Much better", nl: "Veel beter", de: "Viel besser" },
  moments: {
    en: "Which of these mattered most for what you think of {product}?",
    nl: "Wat hiervan was het belangrijkst voor wat u van {product} vindt?",
    de: "Was davon war am wichtigsten dafür, was Sie von {product} halten?",
  },
  momentsHelp: {
    en: "Choose up to {maximum}.",
    nl: "Kies er hoogstens {maximum}.",
    de: "Wählen Sie höchstens {maximum}.",
  },
} as const satisfies Texts;

/** The journey of the preset, in its usual order. */
export const presetTouchpoints = [
  {
    id: "orientation",
    label: { en: "finding out about it", nl: "u erover informeren", de: "sich darüber informieren" },
  },
  { id: "purchase", label: { en: "buying it", nl: "het kopen", de: "der Kauf" } },
  { id: "delivery", label: { en: "receiving it", nl: "het ontvangen", de: "der Erhalt" } },
  { id: "use", label: { en: "using it", nl: "het gebruiken", de: "die Benutzung" } },
  { id: "help", label: { en: "getting help with it", nl: "er hulp bij krijgen", de: "Hilfe dabei bekommen" } },
];
