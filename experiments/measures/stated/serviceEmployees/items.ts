import type { BatteryItem } from "../battery.ts";

export const scales = ["knowledgeAndAuthority", "pride", "discretion", "passion"] as const;

/** Saydo's own wording. */
export const items: readonly BatteryItem<(typeof scales)[number]>[] = [
  {
    id: "knowsAnswer",
    scale: "knowledgeAndAuthority",
    text: {
      en: "The employees of {product} knew what they were talking about.",
      nl: "De medewerkers van {product} wisten waar ze het over hadden.",
      de: "Die Beschäftigten von {product} wussten, wovon sie sprachen.",
    },
  },
  {
    id: "couldDecide",
    scale: "knowledgeAndAuthority",
    text: {
      en: "The person who helped me could decide for themselves, without asking others.",
      nl: "Wie mij hielp, kon zelf beslissen, zonder het aan anderen te vragen.",
      de: "Die Person, die mir half, konnte selbst entscheiden, ohne andere zu fragen.",
    },
  },
  {
    id: "proudOfCompany",
    scale: "pride",
    text: {
      en: "The employees seemed proud to work for {product}.",
      nl: "De medewerkers leken er trots op bij {product} te werken.",
      de: "Die Beschäftigten schienen stolz zu sein, für {product} zu arbeiten.",
    },
  },
  {
    id: "proudOfWork",
    scale: "pride",
    text: {
      en: "The employees cared about doing their work well.",
      nl: "De medewerkers vonden het belangrijk hun werk goed te doen.",
      de: "Den Beschäftigten war es wichtig, ihre Arbeit gut zu machen.",
    },
  },
  {
    id: "keptPrivate",
    scale: "discretion",
    text: {
      en: "I could be sure that what I told the employees stayed with them.",
      nl: "Ik kon erop rekenen dat wat ik de medewerkers vertelde, bij hen bleef.",
      de: "Ich konnte sicher sein, dass bei den Beschäftigten bleibt, was ich ihnen erzähle.",
    },
  },
  {
    id: "tactful",
    scale: "discretion",
    text: {
      en: "The employees dealt with my question tactfully.",
      nl: "De medewerkers gingen tactvol met mijn vraag om.",
      de: "Die Beschäftigten gingen taktvoll mit meinem Anliegen um.",
    },
  },
  {
    id: "enthusiastic",
    scale: "passion",
    text: {
      en: "The employees were enthusiastic about what they offer.",
      nl: "De medewerkers waren enthousiast over wat ze bieden.",
      de: "Die Beschäftigten waren begeistert von dem, was sie anbieten.",
    },
  },
  {
    id: "extraMile",
    scale: "passion",
    text: {
      en: "The employees did more for me than they had to.",
      nl: "De medewerkers deden meer voor mij dan ze hoefden.",
      de: "Die Beschäftigten taten mehr für mich, als sie mussten.",
    },
  },
];
