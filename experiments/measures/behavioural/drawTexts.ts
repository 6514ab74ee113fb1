import type { Texts } from "../stated/wording.ts";

/** What every measure with a draw says of it. */
export const drawTexts = {
  continue: { en: "Continue", nl: "Verder", de: "Weiter" },
  sealed: {
    en: "Sealed before you start: {code}. After the draw you can check that nothing was changed.",
    nl: "Verzegeld voordat u begint: {code}. Na de trekking kunt u nagaan dat niets is veranderd.",
    de: "Versiegelt, bevor Sie beginnen: {code}. Nach der Ziehung können Sie prüfen, dass nichts geändert wurde.",
  },
  drawTitle: { en: "The draw", nl: "De trekking", de: "Die Ziehung" },
  drawing: {
    en: "Your choices are being sent. Then chance decides.",
    nl: "Uw keuzes worden verzonden. Daarna beslist het toeval.",
    de: "Ihre Entscheidungen werden gesendet. Danach entscheidet der Zufall.",
  },
  drawFailed: {
    en: "The draw cannot be made now, because a choice is missing. What you answered is kept; ask the researcher.",
    nl: "De trekking kan nu niet plaatsvinden, omdat een keuze ontbreekt. Uw antwoorden zijn bewaard; vraag de onderzoeker.",
    de: "Die Ziehung ist jetzt nicht möglich, weil eine Entscheidung fehlt. Ihre Antworten sind gespeichert; fragen Sie die Forschenden.",
  },
  lost: {
    en: "You were not drawn this time. Thank you for choosing.",
    nl: "U bent deze keer niet getrokken. Dank u voor het kiezen.",
    de: "Sie wurden dieses Mal nicht gezogen. Danke für Ihre Entscheidungen.",
  },
  winsProduct: {
    en: "You were drawn: you get {product} for {price}, and {bonus}.",
    nl: "U bent getrokken: u krijgt {product} voor {price}, en {bonus}.",
    de: "Sie wurden gezogen: Sie bekommen {product} für {price}, und {bonus}.",
  },
  winsMoney: {
    en: "You were drawn: you get {bonus}.",
    nl: "U bent getrokken: u krijgt {bonus}.",
    de: "Sie wurden gezogen: Sie bekommen {bonus}.",
  },
  code: {
    en: "Keep this code: {code}. With it you can ask the researcher for what you won.",
    nl: "Bewaar deze code: {code}. Daarmee kunt u bij de onderzoeker vragen om wat u hebt gewonnen.",
    de: "Heben Sie diesen Code auf: {code}. Damit können Sie bei den Forschenden verlangen, was Sie gewonnen haben.",
  },
  openedSeal: {
    en: "The seal, opened: {secret}",
    nl: "Het zegel, geopend: {secret}",
    de: "Das Siegel, geöffnet: {secret}",
  },
} as const satisfies Texts;
