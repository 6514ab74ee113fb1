import type { Texts } from "./wording.ts";

/** What every stated item says around its question. */
export const itemTexts = {
  continue: { en: "Continue", nl: "Verder", de: "Weiter" },
  chooseFirst: {
    en: "Choose an answer to continue.",
    nl: "Kies een antwoord om verder te gaan.",
    de: "Wählen Sie eine Antwort, um fortzufahren.",
  },
  decline: { en: "I prefer not to answer", nl: "Ik geef liever geen antwoord", de: "Ich möchte nicht antworten" },
} as const satisfies Texts;

/** What the items with a field to fill in say besides. */
export const entryTexts = {
  ...itemTexts,
  chooseFirst: {
    en: "Fill in an answer to continue.",
    nl: "Vul een antwoord in om verder te gaan.",
    de: "Geben Sie eine Antwort ein, um fortzufahren.",
  },
  notANumber: {
    en: "Please write a number, such as {example}.",
    nl: "Schrijf een getal, zoals {example}.",
    de: "Bitte schreiben Sie eine Zahl, zum Beispiel {example}.",
  },
  outOfRange: {
    en: "Please write a number from {lowest} to {highest}.",
    nl: "Schrijf een getal van {lowest} tot en met {highest}.",
    de: "Bitte schreiben Sie eine Zahl von {lowest} bis {highest}.",
  },
} as const satisfies Texts;
