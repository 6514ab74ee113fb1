/** The words of the page on which people reach their own data. */
export type OwnDataTexts = {
  readonly title: string;
  readonly intro: string;
  readonly code: string;
  readonly codeHelp: string;
  readonly json: string;
  readonly csv: string;
  readonly withdraw: string;
  readonly erase: string;
  readonly withdrawTitle: string;
  readonly withdrawAbout: string;
  readonly eraseTitle: string;
  readonly eraseAbout: string;
  readonly yesWithdraw: string;
  readonly yesErase: string;
  readonly back: string;
  readonly downloaded: string;
  readonly withdrawn: string;
  readonly erased: string;
  readonly unknown: string;
  readonly tooMany: string;
  readonly away: string;
};

const en: OwnDataTexts = {
  title: "Your data",
  intro:
    "With the code from the end of the study you can have everything it holds about you, withdraw, or be erased. You need no account.",
  code: "Your code",
  codeHelp: "It stands in the link at the end of the study and has 48 characters.",
  json: "Download everything (JSON)",
  csv: "Download as a table (CSV)",
  withdraw: "Withdraw",
  erase: "Erase my data",
  withdrawTitle: "Withdraw from the study?",
  withdrawAbout:
    "Nothing more is stored or linked to you. What you have answered so far is kept as the consent text says. It does not change what you are paid.",
  eraseTitle: "Erase everything about you?",
  eraseAbout:
    "Your answers and everything linked to you are erased for good. Download them first if you want to keep them. It does not change what you are paid.",
  yesWithdraw: "Yes, withdraw",
  yesErase: "Yes, erase everything",
  back: "Back",
  downloaded: "Your data are in your downloads.",
  withdrawn: "You have withdrawn. Nothing more is stored or linked to you.",
  erased: "Everything about you has been erased.",
  unknown:
    "There is nothing under this code. Please check that it is whole; if your data were erased, there is nothing left.",
  tooMany: "Too many wrong codes were tried. Please try again in a quarter of an hour.",
  away: "The study cannot be reached at the moment. Please try again.",
};

const nl: OwnDataTexts = {
  title: "Uw gegevens",
  intro:
    "Met de code van het einde van het onderzoek kunt u alles krijgen wat het over u bewaart, u terugtrekken of uw gegevens laten wissen. U heeft geen account nodig.",
  code: "Uw code",
  codeHelp: "De code staat in de link aan het einde van het onderzoek en heeft 48 tekens.",
  json: "Alles downloaden (JSON)",
  csv: "Als tabel downloaden (CSV)",
  withdraw: "Terugtrekken",
  erase: "Mijn gegevens wissen",
  withdrawTitle: "Uit het onderzoek terugtrekken?",
  withdrawAbout:
    "Er wordt niets meer over u bewaard of aan u gekoppeld. Wat u tot nu toe heeft geantwoord, blijft bewaard zoals de toestemmingstekst zegt. Aan uw vergoeding verandert niets.",
  eraseTitle: "Alles over u wissen?",
  eraseAbout:
    "Uw antwoorden en alles wat aan u gekoppeld is, worden voorgoed gewist. Download ze eerst als u ze wilt houden. Aan uw vergoeding verandert niets.",
  yesWithdraw: "Ja, terugtrekken",
  yesErase: "Ja, alles wissen",
  back: "Terug",
  downloaded: "Uw gegevens staan bij uw downloads.",
  withdrawn: "U heeft zich teruggetrokken. Er wordt niets meer over u bewaard of aan u gekoppeld.",
  erased: "Alles over u is gewist.",
  unknown:
    "Onder deze code staat niets. Controleer of de code volledig is; als uw gegevens gewist zijn, is er niets meer.",
  tooMany: "Er zijn te veel verkeerde codes geprobeerd. Probeer het over een kwartier opnieuw.",
  away: "Het onderzoek is op dit moment niet bereikbaar. Probeer het opnieuw.",
};

const de: OwnDataTexts = {
  title: "Ihre Daten",
  intro:
    "Mit dem Code vom Ende der Studie können Sie alles bekommen, was sie über Sie enthält, Ihre Teilnahme widerrufen oder Ihre Daten löschen lassen. Sie brauchen kein Konto.",
  code: "Ihr Code",
  codeHelp: "Er steht im Link am Ende der Studie und hat 48 Zeichen.",
  json: "Alles herunterladen (JSON)",
  csv: "Als Tabelle herunterladen (CSV)",
  withdraw: "Widerrufen",
  erase: "Meine Daten löschen",
  withdrawTitle: "Die Teilnahme widerrufen?",
  withdrawAbout:
    "Es wird nichts mehr über Sie gespeichert oder mit Ihnen verknüpft. Was Sie bisher geantwortet haben, bleibt so erhalten, wie es die Einwilligung sagt. An Ihrer Vergütung ändert sich nichts.",
  eraseTitle: "Alles über Sie löschen?",
  eraseAbout:
    "Ihre Antworten und alles, was mit Ihnen verknüpft ist, werden endgültig gelöscht. Laden Sie sie vorher herunter, wenn Sie sie behalten möchten. An Ihrer Vergütung ändert sich nichts.",
  yesWithdraw: "Ja, widerrufen",
  yesErase: "Ja, alles löschen",
  back: "Zurück",
  downloaded: "Ihre Daten liegen bei Ihren Downloads.",
  withdrawn: "Sie haben Ihre Teilnahme widerrufen. Es wird nichts mehr über Sie gespeichert oder mit Ihnen verknüpft.",
  erased: "Alles über Sie ist gelöscht.",
  unknown:
    "Unter diesem Code gibt es nichts. Bitte prüfen Sie, ob er vollständig ist; wurden Ihre Daten gelöscht, ist nichts mehr da.",
  tooMany: "Es wurden zu viele falsche Codes versucht. Bitte versuchen Sie es in einer Viertelstunde wieder.",
  away: "Die Studie ist gerade nicht zu erreichen. Bitte versuchen Sie es noch einmal.",
};

export const ownDataTexts: Readonly<Record<string, OwnDataTexts>> = { en, nl, de };
