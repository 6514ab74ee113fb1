import type { Texts } from "../../stated/wording.ts";

export const texts = {
  title: { en: "Your own link", nl: "Uw eigen link", de: "Ihr eigener Link" },
  text: {
    en: "Here is your own link to {product}. Share it or not: your payment stays the same. We count how often others open it, and do not learn who they are.",
    nl: "Dit is uw eigen link naar {product}. Deel hem of niet: uw vergoeding blijft dezelfde. We tellen hoe vaak anderen hem openen, en weten niet wie zij zijn.",
    de: "Das ist Ihr eigener Link zu {product}. Teilen Sie ihn oder nicht: Ihre Vergütung bleibt gleich. Wir zählen, wie oft andere ihn öffnen, und erfahren nicht, wer sie sind.",
  },
  share: { en: "Share", nl: "Delen", de: "Teilen" },
  copy: { en: "Copy", nl: "Kopiëren", de: "Kopieren" },
  copied: { en: "Copied.", nl: "Gekopieerd.", de: "Kopiert." },
  notCopied: {
    en: "It could not be copied by itself: select the link and copy it.",
    nl: "Automatisch kopiëren lukte niet: selecteer de link en kopieer hem.",
    de: "Das automatische Kopieren ging nicht: Markieren Sie den Link und kopieren Sie ihn.",
  },
  goOn: { en: "Go on", nl: "Verder", de: "Weiter" },
} as const satisfies Texts;
