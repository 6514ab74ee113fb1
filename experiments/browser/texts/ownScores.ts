import type { OwnScore } from "../../contract/ownScore.ts";

/** The two sides of a task by their names; `other` is null where the other side is what is bad. */
type Sides = { readonly product: string; readonly other: string | null };
type Strength = Exclude<OwnScore["strength"], "little">;

/** The words about a participant's own result, loaded when a study tells it. `what` is keyed by measure; every sorting
 *  task has the words of `iat`. */
export type OwnScoreTexts = {
  readonly title: string;
  readonly offer: string;
  readonly show: string;
  readonly away: string;
  readonly nothing: string;
  readonly what: Readonly<Record<string, (sides: Sides) => string>> & { readonly iat: (sides: Sides) => string };
  readonly neither: (sides: Sides) => string;
  readonly towards: (name: string, strength: Strength) => string;
  readonly awayFrom: (name: string, strength: Strength) => string;
  readonly limits: string;
  readonly noLimits: string;
  readonly inFigures: (figure: string) => string;
  readonly caution: string;
  readonly noResult: Readonly<Record<NonNullable<OwnScore["noResult"]>, string>>;
};

const en: OwnScoreTexts = {
  title: "Your own result",
  offer: "If you like, you can see what the task gave for you. It is worked out only when you ask for it.",
  show: "Show my result",
  away: "The study cannot be reached at the moment. Please try again.",
  nothing: "You did not meet this task, so there is no result.",
  what: {
    iat: ({ product, other }) =>
      other === null
        ? `The task compared how quickly you sort ${product} together with good things and together with bad things.`
        : `The task compared how quickly you sort ${product} together with good things and ${other} with bad things, and the other way round.`,
    goNoGoAssociation: ({ product, other }) =>
      `The task compared how well you pick out ${product} together with good things and together with bad things, against ${other}.`,
    affectMisattribution: ({ product, other }) =>
      `The task compared how often you find a drawing pleasant right after seeing ${product} and right after seeing ${other}.`,
    evaluativePriming: ({ product, other }) =>
      `The task compared how much ${product} and ${other}, seen just before, speed up good words as against bad ones.`,
    approachAvoidance: ({ product, other }) =>
      `The task compared how quickly you pull ${product} and ${other} nearer and push them away.`,
  },
  neither: ({ product, other }) =>
    other === null
      ? `Your result leans neither towards ${product} nor away from it, or hardly.`
      : `Your result shows little or no difference between ${product} and ${other}.`,
  towards: (name, strength) =>
    strength === null
      ? `Your result lies on the side of ${name}.`
      : `Your result leans ${adverbs[strength]} towards ${name}.`,
  awayFrom: (name, strength) =>
    strength === null
      ? `Your result lies away from ${name}.`
      : `Your result leans ${adverbs[strength]} away from ${name}.`,
  limits: "“Slightly”, “moderately” and “strongly” are the usual words from 0.15, 0.35 and 0.65 on.",
  noLimits: "How much that means cannot be said: there are no agreed limits for this task.",
  inFigures: (figure) => `In figures: ${figure}, where 0 means no difference.`,
  caution:
    "This is one measurement, and it has error: another time your result may well be different. It is not a diagnosis, and it does not say what you will do.",
  noResult: {
    leftOut: "You left this task out, so there is no result. That is quite all right.",
    tooFast:
      "There is no result: many answers came faster than one can look and decide, so that a figure would say nothing.",
    tooManyErrors:
      "There is no result: so many answers were on the wrong side that a figure would say nothing. The task is hard, and that happens.",
    sameThroughout: "There is no result: the answers were the same nearly throughout, so there is nothing to compare.",
    tooFew: "There is no result: too few answers could be used. That happens, and it is no fault of yours.",
  },
};
const adverbs = { slight: "slightly", moderate: "moderately", strong: "strongly" } as const;

const nl: OwnScoreTexts = {
  title: "Uw eigen uitkomst",
  offer: "Als u wilt, kunt u zien wat de taak bij u opleverde. Dat wordt pas berekend als u erom vraagt.",
  show: "Mijn uitkomst tonen",
  away: "Het onderzoek is op dit moment niet bereikbaar. Probeer het alstublieft opnieuw.",
  nothing: "U hebt deze taak niet gekregen, dus er is geen uitkomst.",
  what: {
    iat: ({ product, other }) =>
      other === null
        ? `De taak vergeleek hoe snel u ${product} sorteert samen met goede dingen en samen met slechte dingen.`
        : `De taak vergeleek hoe snel u ${product} samen met goede dingen en ${other} met slechte dingen sorteert, en andersom.`,
    goNoGoAssociation: ({ product, other }) =>
      `De taak vergeleek hoe goed u ${product} samen met goede dingen en samen met slechte dingen eruit haalt, naast ${other}.`,
    affectMisattribution: ({ product, other }) =>
      `De taak vergeleek hoe vaak u een tekening prettig vindt vlak na ${product} en vlak na ${other}.`,
    evaluativePriming: ({ product, other }) =>
      `De taak vergeleek hoeveel ${product} en ${other}, vlak ervoor getoond, goede woorden sneller maken dan slechte.`,
    approachAvoidance: ({ product, other }) =>
      `De taak vergeleek hoe snel u ${product} en ${other} naar u toe haalt en wegduwt.`,
  },
  neither: ({ product, other }) =>
    other === null
      ? `Uw uitkomst neigt niet of nauwelijks naar ${product} toe of ervan weg.`
      : `Uw uitkomst laat weinig of geen verschil zien tussen ${product} en ${other}.`,
  towards: (name, strength) =>
    strength === null
      ? `Uw uitkomst ligt aan de kant van ${name}.`
      : `Uw uitkomst neigt ${bijwoorden[strength]} naar ${name}.`,
  awayFrom: (name, strength) =>
    strength === null
      ? `Uw uitkomst ligt van ${name} af.`
      : `Uw uitkomst neigt ${bijwoorden[strength]} weg van ${name}.`,
  limits: "‘Licht’, ‘matig’ en ‘sterk’ zijn de gebruikelijke woorden vanaf 0,15, 0,35 en 0,65.",
  noLimits: "Hoeveel dat betekent, valt niet te zeggen: voor deze taak zijn er geen vaste grenzen.",
  inFigures: (figure) => `In cijfers: ${figure}, waarbij 0 geen verschil betekent.`,
  caution:
    "Dit is één meting, en die is onzeker: een andere keer kan uw uitkomst heel goed anders zijn. Het is geen diagnose en zegt niet wat u zult doen.",
  noResult: {
    leftOut: "U hebt deze taak overgeslagen, dus er is geen uitkomst. Dat is helemaal goed.",
    tooFast:
      "Er is geen uitkomst: veel antwoorden kwamen sneller dan men kan kijken en kiezen, zodat een cijfer niets zou zeggen.",
    tooManyErrors:
      "Er is geen uitkomst: zo veel antwoorden stonden aan de verkeerde kant dat een cijfer niets zou zeggen. De taak is lastig, en dat komt voor.",
    sameThroughout:
      "Er is geen uitkomst: de antwoorden waren bijna steeds hetzelfde, dus er valt niets te vergelijken.",
    tooFew: "Er is geen uitkomst: te weinig antwoorden waren bruikbaar. Dat komt voor en ligt niet aan u.",
  },
};
const bijwoorden = { slight: "licht", moderate: "matig", strong: "sterk" } as const;

const de: OwnScoreTexts = {
  title: "Ihr eigenes Ergebnis",
  offer:
    "Wenn Sie möchten, können Sie sehen, was die Aufgabe bei Ihnen ergab. Es wird erst berechnet, wenn Sie fragen.",
  show: "Mein Ergebnis zeigen",
  away: "Die Studie ist im Moment nicht erreichbar. Bitte versuchen Sie es noch einmal.",
  nothing: "Sie haben diese Aufgabe nicht bekommen, daher gibt es kein Ergebnis.",
  what: {
    iat: ({ product, other }) =>
      other === null
        ? `Die Aufgabe verglich, wie schnell Sie ${product} zusammen mit Gutem und zusammen mit Schlechtem sortieren.`
        : `Die Aufgabe verglich, wie schnell Sie ${product} mit Gutem und ${other} mit Schlechtem zusammen sortieren, und umgekehrt.`,
    goNoGoAssociation: ({ product, other }) =>
      `Die Aufgabe verglich, wie gut Sie ${product} zusammen mit Gutem und zusammen mit Schlechtem herausfinden, neben ${other}.`,
    affectMisattribution: ({ product, other }) =>
      `Die Aufgabe verglich, wie oft Sie eine Zeichnung angenehm finden, gleich nach ${product} und gleich nach ${other}.`,
    evaluativePriming: ({ product, other }) =>
      `Die Aufgabe verglich, wie sehr ${product} und ${other}, kurz zuvor gezeigt, gute Wörter gegenüber schlechten beschleunigen.`,
    approachAvoidance: ({ product, other }) =>
      `Die Aufgabe verglich, wie schnell Sie ${product} und ${other} heranholen und wegschieben.`,
  },
  neither: ({ product, other }) =>
    other === null
      ? `Ihr Ergebnis neigt kaum oder gar nicht zu ${product} hin oder davon weg.`
      : `Ihr Ergebnis zeigt wenig oder keinen Unterschied zwischen ${product} und ${other}.`,
  towards: (name, strength) =>
    strength === null
      ? `Ihr Ergebnis liegt auf der Seite von ${name}.`
      : `Ihr Ergebnis neigt ${adverbien[strength]} zu ${name}.`,
  awayFrom: (name, strength) =>
    strength === null
      ? `Ihr Ergebnis liegt von ${name} weg.`
      : `Ihr Ergebnis neigt ${adverbien[strength]} weg von ${name}.`,
  limits: "„Leicht“, „mäßig“ und „stark“ sind die üblichen Wörter ab 0,15, 0,35 und 0,65.",
  noLimits: "Wie viel das bedeutet, lässt sich nicht sagen: Für diese Aufgabe gibt es keine anerkannten Grenzen.",
  inFigures: (figure) => `In Zahlen: ${figure}; 0 heißt kein Unterschied.`,
  caution:
    "Dies ist eine einzelne Messung, und sie ist ungenau: Ein andermal kann Ihr Ergebnis gut anders ausfallen. Sie ist keine Diagnose und sagt nicht, was Sie tun werden.",
  noResult: {
    leftOut: "Sie haben diese Aufgabe ausgelassen, daher gibt es kein Ergebnis. Das ist völlig in Ordnung.",
    tooFast:
      "Es gibt kein Ergebnis: Viele Antworten kamen schneller, als man schauen und wählen kann, sodass eine Zahl nichts sagen würde.",
    tooManyErrors:
      "Es gibt kein Ergebnis: So viele Antworten lagen auf der falschen Seite, dass eine Zahl nichts sagen würde. Die Aufgabe ist schwer, und das kommt vor.",
    sameThroughout:
      "Es gibt kein Ergebnis: Die Antworten waren fast durchweg gleich, es gibt also nichts zu vergleichen.",
    tooFew: "Es gibt kein Ergebnis: Zu wenige Antworten waren brauchbar. Das kommt vor und liegt nicht an Ihnen.",
  },
};
const adverbien = { slight: "leicht", moderate: "mäßig", strong: "stark" } as const;

/** By language; whoever reads another one gets English. */
export const ownScoreTexts: ReadonlyMap<string, OwnScoreTexts> = new Map([
  ["en", en],
  ["nl", nl],
  ["de", de],
]);
