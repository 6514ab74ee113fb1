import { itemTexts } from "../itemTexts.ts";
import { percentTexts } from "../percentSteps.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...itemTexts,
  ...percentTexts,
  importance: {
    en: "When you choose a product like {product}, how important is it to you that its maker acts responsibly towards people and the environment?",
    nl: "Als u een product als {product} kiest, hoe belangrijk is het dan voor u dat de maker verantwoord omgaat met mens en milieu?",
    de: "Wenn Sie ein Produkt wie {product} auswählen: Wie wichtig ist Ihnen, dass der Hersteller verantwortungsvoll mit Mensch und Umwelt umgeht?",
  },
  low: { en: "Not at all important", nl: "Helemaal niet belangrijk", de: "Überhaupt nicht wichtig" },
  high: { en: "Extremely important", nl: "Uiterst belangrijk", de: "Äußerst wichtig" },
  extra: {
    en: "How much extra would you pay for a product like {product} if you could be sure of that?",
    nl: "Hoeveel extra zou u betalen voor een product als {product} als u daar zeker van was?",
    de: "Wie viel mehr würden Sie für ein Produkt wie {product} bezahlen, wenn Sie dessen sicher sein könnten?",
  },
} as const satisfies Texts;
