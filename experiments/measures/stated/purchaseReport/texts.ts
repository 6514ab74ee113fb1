import { entryTexts } from "../itemTexts.ts";
import type { Texts } from "../wording.ts";

export const texts = {
  ...entryTexts,
  chooseFirst: {
    en: "Give an answer to continue.",
    nl: "Geef een antwoord om verder te gaan.",
    de: "Geben Sie eine Antwort, um fortzufahren.",
  },
  bought: {
    en: "Did you buy {product} {since}?",
    nl: "Hebt u {product} {since} gekocht?",
    de: "Haben Sie {product} {since} gekauft?",
  },
  boughtHelp: {
    en: "Only what you bought in that time counts. Not having bought it is just as useful to know.",
    nl: "Alleen wat u in die tijd kocht telt. Dat u het niet kocht, is net zo goed om te weten.",
    de: "Nur was Sie in dieser Zeit gekauft haben, zählt. Dass Sie es nicht gekauft haben, ist ebenso gut zu wissen.",
  },
  yes: { en: "Yes, I bought it", nl: "Ja, ik heb het gekocht", de: "Ja, ich habe es gekauft" },
  no: { en: "No, I did not buy it", nl: "Nee, ik heb het niet gekocht", de: "Nein, ich habe es nicht gekauft" },
  dontKnow: { en: "I do not know", nl: "Dat weet ik niet", de: "Das weiß ich nicht" },
  times: {
    en: "How many times did you buy {product} {since}?",
    nl: "Hoe vaak hebt u {product} {since} gekocht?",
    de: "Wie oft haben Sie {product} {since} gekauft?",
  },
  timesUnit: { en: "times", nl: "keer", de: "Mal" },
  daysAgo: {
    en: "How many days ago did you last buy {product}?",
    nl: "Hoeveel dagen geleden kocht u {product} voor het laatst?",
    de: "Vor wie vielen Tagen haben Sie {product} zuletzt gekauft?",
  },
  daysAgoHelp: {
    en: "0 is today, 1 is yesterday. If you are not sure, give your best guess.",
    nl: "0 is vandaag, 1 is gisteren. Weet u het niet precies, schat het dan.",
    de: "0 ist heute, 1 ist gestern. Wenn Sie es nicht genau wissen, schätzen Sie.",
  },
  daysUnit: { en: "days ago", nl: "dagen geleden", de: "Tage" },
  receipt: {
    en: "How do you know?",
    nl: "Hoe weet u dat?",
    de: "Woher wissen Sie das?",
  },
  fromReceipt: {
    en: "I looked it up: a receipt, an order or a bank statement",
    nl: "Ik heb het opgezocht: een kassabon, een bestelling of een afschrift",
    de: "Ich habe nachgesehen: ein Kassenbon, eine Bestellung oder ein Kontoauszug",
  },
  fromMemory: { en: "From memory", nl: "Uit mijn hoofd", de: "Aus dem Gedächtnis" },
} as const satisfies Texts;
