/** The words of a later part of a study, in English; the other languages follow its shape. */
const en = {
  welcome: "Welcome back",
  part: (part: number, of: number) => `Part ${part} of ${of}.`,
  partFor: (part: number, of: number, minutes: number) =>
    `Part ${part} of ${of}, ${minutes <= 1 ? "about a minute" : `about ${minutes} minutes`}.`,
  same: "What you agreed to the first time still holds. You can stop at any moment.",
  agreed: "What you agreed to",
  notNow: "Not this time",
  never: "Do not ask me again",
  refusedTitle: "That is quite all right",
  notNowText: "You do not take part this time. What you answered before stays as it is. You can close this page.",
  neverText: "You are not asked again. What you answered before stays as it is. You can close this page.",
  earlyTitle: "This part is not open yet",
  early: (day: string) => `It opens on ${day}. Please keep your link and come back then.`,
  lateTitle: "This part is over",
  late: (day: string) => `It was open until ${day}. Thank you for coming back all the same.`,
  doneTitle: "You have done this part",
  done: "Nothing more is needed. Thank you. You can close this page.",
  endedTitle: "You are not asked again",
  ended: "You stopped, or wished not to be asked again, so there is nothing to do here.",
  unknownTitle: "This link does not work",
  unknown: "Please open the whole link, as it was sent to you. It no longer works when your data were erased.",
};

type WaveTexts = typeof en;

const nl: WaveTexts = {
  welcome: "Welkom terug",
  part: (part, of) => `Deel ${part} van ${of}.`,
  partFor: (part, of, minutes) =>
    `Deel ${part} van ${of}, ${minutes <= 1 ? "ongeveer een minuut" : `ongeveer ${minutes} minuten`}.`,
  same: "Waarmee u de eerste keer hebt ingestemd, geldt nog steeds. U kunt op elk moment stoppen.",
  agreed: "Waarmee u hebt ingestemd",
  notNow: "Deze keer niet",
  never: "Vraag het mij niet meer",
  refusedTitle: "Dat is helemaal goed",
  notNowText: "U doet deze keer niet mee. Wat u eerder antwoordde, blijft zoals het is. U kunt deze pagina sluiten.",
  neverText: "U wordt niet meer gevraagd. Wat u eerder antwoordde, blijft zoals het is. U kunt deze pagina sluiten.",
  earlyTitle: "Dit deel is nog niet open",
  early: (day) => `Het gaat open op ${day}. Bewaar uw link en kom dan terug.`,
  lateTitle: "Dit deel is voorbij",
  late: (day) => `Het was open tot ${day}. Bedankt dat u toch terugkwam.`,
  doneTitle: "U hebt dit deel gedaan",
  done: "Er hoeft niets meer. Bedankt. U kunt deze pagina sluiten.",
  endedTitle: "U wordt niet meer gevraagd",
  ended: "U bent gestopt of wilde niet meer gevraagd worden, dus hier is niets te doen.",
  unknownTitle: "Deze link werkt niet",
  unknown: "Open de hele link, zoals u die hebt gekregen. Als uw gegevens zijn gewist, werkt de link niet meer.",
};

const de: WaveTexts = {
  welcome: "Willkommen zurück",
  part: (part, of) => `Teil ${part} von ${of}.`,
  partFor: (part, of, minutes) =>
    `Teil ${part} von ${of}, ${minutes <= 1 ? "etwa eine Minute" : `etwa ${minutes} Minuten`}.`,
  same: "Was Sie beim ersten Mal erlaubt haben, gilt weiter. Sie können jederzeit aufhören.",
  agreed: "Was Sie erlaubt haben",
  notNow: "Dieses Mal nicht",
  never: "Fragen Sie mich nicht mehr",
  refusedTitle: "Das ist völlig in Ordnung",
  notNowText:
    "Sie nehmen dieses Mal nicht teil. Was Sie früher geantwortet haben, bleibt, wie es ist. Sie können diese Seite schließen.",
  neverText:
    "Sie werden nicht mehr gefragt. Was Sie früher geantwortet haben, bleibt, wie es ist. Sie können diese Seite schließen.",
  earlyTitle: "Dieser Teil ist noch nicht offen",
  early: (day) => `Er öffnet am ${day}. Bitte heben Sie Ihren Link auf und kommen Sie dann wieder.`,
  lateTitle: "Dieser Teil ist vorbei",
  late: (day) => `Er war bis zum ${day} offen. Danke, dass Sie trotzdem wiedergekommen sind.`,
  doneTitle: "Sie haben diesen Teil erledigt",
  done: "Mehr ist nicht nötig. Vielen Dank. Sie können diese Seite schließen.",
  endedTitle: "Sie werden nicht mehr gefragt",
  ended: "Sie haben aufgehört oder wollten nicht mehr gefragt werden, darum ist hier nichts zu tun.",
  unknownTitle: "Dieser Link funktioniert nicht",
  unknown:
    "Bitte öffnen Sie den ganzen Link, wie Sie ihn bekommen haben. Wenn Ihre Daten gelöscht wurden, funktioniert er nicht mehr.",
};

const dictionary: Readonly<Record<string, WaveTexts>> = { en, nl, de };

export function waveTextsIn(language: string): WaveTexts {
  return dictionary[language] ?? dictionary[language.split("-")[0] ?? ""] ?? en;
}
