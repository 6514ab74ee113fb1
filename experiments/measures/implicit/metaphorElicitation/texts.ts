import { taskTexts } from "../texts.ts";

/** Everything metaphor elicitation says. */
export const metaphorTexts = {
  ...taskTexts,
  title: { en: "Pictures for {product}", nl: "Plaatjes bij {product}", de: "Bilder zu {product}" },
  choose: {
    en: "Think of {product}. Choose {fewest} to {most} pictures that express what you think and feel about it. There is no right or wrong.",
    nl: "Denk aan {product}. Kies {fewest} tot {most} plaatjes die uitdrukken wat u daarbij denkt en voelt. Er is geen goed of fout.",
    de: "Denken Sie an {product}. Wählen Sie {fewest} bis {most} Bilder, die ausdrücken, was Sie dabei denken und fühlen. Es gibt kein Richtig oder Falsch.",
  },
  chosen: { en: "{n} of {most} chosen", nl: "{n} van {most} gekozen", de: "{n} von {most} gewählt" },
  whyTitle: { en: "Why this picture?", nl: "Waarom dit plaatje?", de: "Warum dieses Bild?" },
  why: {
    en: "What does it say about {product}? A sentence or two is enough.",
    nl: "Wat zegt het over {product}? Een paar zinnen is genoeg.",
    de: "Was sagt es über {product}? Ein, zwei Sätze genügen.",
  },
  product: { en: "the brand", nl: "het merk", de: "die Marke" },
} as const;
