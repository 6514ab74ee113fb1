export { itemTexts as texts } from "../itemTexts.ts";

/** The preset asks one thing: whether the person buys such products at all. */
export const presetQuestions = [
  {
    id: "buysCategory",
    text: {
      en: "Do you ever buy products like {product}?",
      nl: "Koopt u wel eens producten zoals {product}?",
      de: "Kaufen Sie manchmal Produkte wie {product}?",
    },
    options: [
      { id: "yes", label: { en: "Yes", nl: "Ja", de: "Ja" }, eligible: true },
      { id: "no", label: { en: "No", nl: "Nee", de: "Nein" }, eligible: false },
    ],
    maximum: 1,
  },
];
