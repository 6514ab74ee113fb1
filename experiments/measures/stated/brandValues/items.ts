import type { BatteryItem } from "../battery.ts";

export const scales = ["values", "bond"] as const;

/** Saydo's own wording. */
export const items: readonly BatteryItem<(typeof scales)[number]>[] = [
  {
    id: "standsFor",
    scale: "values",
    text: {
      en: "{product} stands for something that matters to me.",
      nl: "{product} staat voor iets wat ik belangrijk vind.",
      de: "{product} steht für etwas, das mir wichtig ist.",
    },
  },
  {
    id: "honest",
    scale: "values",
    text: {
      en: "{product} is honest with its customers.",
      nl: "{product} is eerlijk tegenover klanten.",
      de: "{product} ist ehrlich zu den Kunden.",
    },
  },
  {
    id: "keepsPromises",
    scale: "values",
    text: {
      en: "{product} does what it promises.",
      nl: "{product} doet wat het belooft.",
      de: "{product} hält, was es verspricht.",
    },
  },
  {
    id: "caresAboutMe",
    scale: "values",
    text: {
      en: "{product} cares about people like me.",
      nl: "{product} geeft om mensen zoals ik.",
      de: "{product} liegt etwas an Menschen wie mir.",
    },
  },
  {
    id: "feelsClose",
    scale: "bond",
    text: {
      en: "I feel close to {product}.",
      nl: "Ik voel me verbonden met {product}.",
      de: "Ich fühle mich {product} verbunden.",
    },
  },
  {
    id: "wouldMiss",
    scale: "bond",
    text: {
      en: "I would miss {product} if it were gone.",
      nl: "Ik zou {product} missen als het er niet meer was.",
      de: "Ich würde {product} vermissen, wenn es das nicht mehr gäbe.",
    },
  },
  {
    id: "partOfMe",
    scale: "bond",
    text: {
      en: "{product} fits the person I am.",
      nl: "{product} past bij wie ik ben.",
      de: "{product} passt zu dem Menschen, der ich bin.",
    },
  },
];
