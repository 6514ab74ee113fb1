import { itemTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  question: {
    en: "How well do you know {product}?",
    nl: "Hoe goed kent u {product}?",
    de: "Wie gut kennen Sie {product}?",
  },
  step1: { en: "I have never heard of it", nl: "Ik heb er nooit van gehoord", de: "Ich habe noch nie davon gehört" },
  step2: { en: "I know only the name", nl: "Ik ken alleen de naam", de: "Ich kenne nur den Namen" },
  step3: { en: "I know a little about it", nl: "Ik weet er iets van", de: "Ich weiß ein wenig darüber" },
  step4: { en: "I know it well", nl: "Ik ken het goed", de: "Ich kenne es gut" },
  step5: { en: "I know it very well", nl: "Ik ken het heel goed", de: "Ich kenne es sehr gut" },
} as const satisfies Texts;
