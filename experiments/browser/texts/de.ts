import type { Texts } from "./en.ts";

export const de: Texts = {
  chooseLanguage: "Sprache",
  continue: "Weiter",
  back: "Zurück",
  tryAgain: "Noch einmal versuchen",
  progressLabel: "Fortschritt",
  progress: (done, of) => `${done} von ${of}`,
  minutesLeft: (minutes) => (minutes <= 1 ? "noch etwa eine Minute" : `noch etwa ${minutes} Minuten`),
  unsent: (n) => (n === 1 ? "1 Antwort noch nicht gesendet" : `${n} Antworten noch nicht gesendet`),
  offline: "Keine Verbindung. Sie können weitermachen; Ihre Antworten bleiben so lange auf diesem Gerät.",
  notKept: "Dieser Browser bewahrt nichts auf dem Gerät auf. Lassen Sie diese Seite bitte bis zum Ende offen.",

  welcome: {
    by: (name) => `Eine Studie von ${name}`,
    paidBy: (sponsor) => `Bezahlt von ${sponsor}`,
    minutes: (minutes) => (minutes <= 1 ? "Etwa eine Minute" : `Etwa ${minutes} Minuten`),
    anyDevice: "Mit Tastatur, Maus oder Touchscreen",
    stopAnyTime: "Sie können jederzeit aufhören",
    aboutTitle: "Über diese Studie",
    timedPart:
      "In einem Teil ordnen Sie Wörter schnell zu. Wenn Ihnen das nicht möglich ist, können Sie ihn auslassen.",
    takePartTitle: "Teilnahme",
    age: (years) => `Ich bin ${years} Jahre oder älter.`,
    takePart: "Ich habe das gelesen und möchte teilnehmen.",
    explicit: "Ich stimme auch Folgendem zu:",
    choicesTitle: "Ihre Wahl",
    choicesHelp: "Über jeden Punkt entscheiden Sie selbst. Er ändert nichts daran, was Sie sehen oder erhalten.",
    linkPurchases: "Meine Antworten dürfen mit dem verglichen werden, was ich danach kaufe, wie oben beschrieben.",
    linkHistory: "Sie dürfen auch mit dem verglichen werden, was ich vor heute gekauft habe.",
    recontact: "Ich darf zu dieser Forschung erneut angesprochen werden.",
    shareData: "Meine Antworten dürfen mit anderen Forschenden geteilt werden, ohne Angaben dazu, wer ich bin.",
    contact: (contact) => `Fragen? ${contact}`,
    version: (version) => `Einwilligungstext, Version ${version}`,
    start: "Beginnen",
    decline: "Lieber nicht",
    missing: "Bitte ankreuzen, um teilzunehmen, oder „Lieber nicht“ wählen.",
    changed:
      "Der Text dieser Studie hat sich geändert, seit Sie die Seite geöffnet haben. Bitte lesen Sie ihn noch einmal.",
    starting: "Alles wird vorbereitet …",
  },
  declined: {
    title: "Das ist völlig in Ordnung",
    text: "Sie haben nicht teilgenommen, und es wurde nichts über Sie gespeichert. Danke, dass Sie es erwogen haben.",
    reconsider: "Ich möchte doch teilnehmen",
  },
  resume: {
    title: "Willkommen zurück",
    text: (done, of) => `Sie waren bei Schritt ${done} von ${of}. Alle bisherigen Antworten sind noch da.`,
    continue: "Dort weitermachen",
    anew: "Ich bin jemand anderes",
  },
  part: {
    titles: {
      screening: "Zuerst einige Fragen",
      stated: "Einige Fragen",
      implicit: "Eine Sortieraufgabe",
      exposure: "Etwas zum Ansehen",
      behavioural: "Einige Entscheidungen",
    },
    minutes: (minutes) => (minutes <= 1 ? "Das dauert etwa eine Minute." : `Das dauert etwa ${minutes} Minuten.`),
    pause: "Machen Sie gern eine kurze Pause. Auf dieser Seite läuft keine Zeit.",
    stated: "Nun folgen einige Fragen. Wählen Sie die Antwort, die am besten passt; richtige Antworten gibt es nicht.",
    screening: "Zuerst einige Fragen, um zu sehen, ob diese Studie zu Ihnen passt.",
    exposure: "Nun wird Ihnen etwas gezeigt.",
    behavioural: "Nun treffen Sie einige Entscheidungen.",
    implicit:
      "Nun ordnen Sie Wörter zu, so schnell wie möglich und mit wenigen Fehlern. Setzen Sie sich bequem hin und lassen Sie sich kurz nicht stören.",
    cannot: "Eine Aufgabe auf Zeit ist mir nicht möglich",
  },
  skip: {
    title: "Den Teil auf Zeit auslassen",
    text: "Das ist in Ordnung und ändert nichts für Sie. Welcher Grund passt am besten? Das hilft uns, die Daten zu verstehen.",
    screenReader: "Ich benutze einen Screenreader",
    movement: "Schnelles Tippen oder Antippen fällt mir schwer",
    sight: "Schnelles Lesen fällt mir schwer",
    noReason: "Ein anderer Grund, oder ich möchte es nicht sagen",
    confirm: "Auslassen",
  },
  stop: {
    button: "Aufhören",
    title: "Möchten Sie aufhören?",
    text: "Sie brauchen keinen Grund zu nennen, und es ändert nichts an Ihrer Vergütung.",
    erase: "Aufhören und meine Antworten löschen",
    keep: "Aufhören, aber die bisherigen Antworten behalten",
    goOn: "Mit der Studie weitermachen",
    working: "Wird weitergegeben …",
    waiting: "Keine Verbindung. Lassen Sie diese Seite offen; Ihr Wunsch wird weitergegeben, sobald es geht.",
    erasedTitle: "Sie haben aufgehört, und Ihre Antworten sind gelöscht",
    erasedText: "Von Ihren Antworten ist nichts mehr da, weder bei der Studie noch auf diesem Gerät.",
    keptTitle: "Sie haben aufgehört",
    keptText: "Ihre bisherigen Antworten bleiben wie gewünscht erhalten. Vielen Dank.",
    begunElsewhere: (contact) =>
      `Es wird nichts mehr gespeichert. Sie haben auf einem anderen Gerät begonnen: Um diese Antworten löschen zu lassen, schreiben Sie bitte an ${contact}.`,
  },
  sending: {
    title: "Fast geschafft",
    text: (n) =>
      n === 1
        ? "Eine Antwort ist noch unterwegs. Bitte lassen Sie diese Seite offen."
        : `${n} Antworten sind noch unterwegs. Bitte lassen Sie diese Seite offen.`,
    away: "Gerade besteht keine Verbindung zur Studie. Wir versuchen es weiter; es geht nichts verloren.",
    rescueHelp:
      "Kommt die Verbindung nicht zurück, speichern Sie diese versiegelte Datei und schicken Sie sie an die Forschenden. Nur die Studie kann sie öffnen.",
    rescue: "Meine Antworten als Datei speichern",
  },
  end: {
    title: "Vielen Dank",
    stored: "Alle Ihre Antworten sind gespeichert.",
    code: "Ihr Abschlusscode",
    copy: "Kopieren",
    copied: "Kopiert",
    goBack: "Abschließen und zurückkehren",
    debriefTitle: "Worum es in dieser Studie ging",
    timedTask:
      "Die Aufgabe auf Zeit misst im Durchschnitt über viele Menschen, wie eng Dinge in Gedanken zusammengehören. Das Ergebnis einer einzelnen Person ist unsicher.",
    withdrawalTitle: "Wenn Sie es sich später anders überlegen",
    withdrawal: (contact) =>
      `Öffnen Sie unten Ihre Daten und bewahren Sie den Link auf, oder schreiben Sie an ${contact} und nennen Sie den Code oben; Ihre Antworten werden dann gelöscht.`,
    ownData: "Ihre Daten: ansehen, herunterladen oder löschen",
    leave: "Sie können diese Seite jetzt schließen.",
  },
  gates: {
    closedTitle: "Diese Studie ist geschlossen",
    closed: "Sie nimmt keine Antworten mehr an. Danke für Ihr Interesse.",
    pausedTitle: "Diese Studie macht eine Pause",
    paused: "Sie nimmt zurzeit keine Antworten an. Bitte versuchen Sie es später noch einmal.",
    fullTitle: "Es haben genug Menschen teilgenommen",
    full: "Die Studie hat alle Antworten, die sie braucht. Danke für Ihr Interesse.",
    doneTitle: "Sie haben schon teilgenommen",
    done: "Jede Person kann einmal teilnehmen. Sind Sie noch nicht fertig, machen Sie bitte in dem Browser und auf dem Gerät weiter, wo Sie begonnen haben. Waren Sie es nicht, schreiben Sie bitte an die Person, die Sie eingeladen hat.",
    spentTitle: "Dieser Link wurde schon benutzt",
    spent:
      "Jeder Link gilt für eine Person. Waren Sie es selbst, öffnen Sie ihn auf demselben Gerät, oder bitten Sie um einen neuen.",
    unknownTitle: "Hier ist keine Studie",
    unknown: "Bitte prüfen Sie die Adresse, die Sie erhalten haben.",
    noPanelTitle: "In diesem Link fehlt etwas",
    noPanel:
      "Öffnen Sie die Studie bitte von der Seite, auf der Sie sie gefunden haben, damit Ihre Teilnahme gemeldet werden kann.",
    unfinishedTitle: "Es fehlt noch etwas",
    unfinished: (contact) =>
      `Ihre Antworten sind gespeichert, aber die Studie hat nicht alle erhalten. Deshalb gibt es noch keinen Abschlusscode. Bitte schreiben Sie an ${contact}.`,
    previewTitle: "Das ist nur eine Vorschau",
    preview: "Nehmen Sie die Aufgabe zuerst an; dann öffnet sich die Studie hier.",
    awayTitle: "Wir erreichen die Studie nicht",
    away: "Bitte prüfen Sie Ihre Verbindung. Wir versuchen es von selbst weiter.",
    otherTabTitle: "Die Studie ist in einem anderen Tab geöffnet",
    otherTab: "Machen Sie dort weiter, oder holen Sie sie hierher.",
    otherTabHere: "Hierher holen",
    movedTitle: "Die Studie ist umgezogen",
    moved:
      "Sie haben in einem anderen Tab oder auf einem anderen Gerät weitergemacht. Sie können diese Seite schließen.",
    faultTitle: "Bei uns ist etwas schiefgegangen",
    fault: (id) =>
      `Ihre bisherigen Antworten sind sicher. Laden Sie die Seite neu, um weiterzumachen. Passiert es wieder, nennen Sie den Forschenden diese Nummer: ${id}`,
    keyboardTitle: "Für diese Studie braucht man eine Tastatur",
    keyboard:
      "Hat dieses Gerät eine, drücken Sie die Leertaste. Wenn nicht, öffnen Sie die Studie bitte an einem Computer.",
    ineligibleTitle: "Vielen Dank, das war alles",
    ineligible:
      "Diese Studie sucht Menschen mit anderen Antworten und hat deshalb keine weiteren Fragen an Sie. Sie können diese Seite schließen.",
    screenTitle: "Dieser Bildschirm ist zu klein",
    screen:
      "Bitte vergrößern Sie das Fenster oder verkleinern Sie die Schrift, drehen Sie das Gerät oder nehmen Sie ein anderes.",
  },
};
