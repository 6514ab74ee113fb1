import { entryTexts } from "../../stated/itemTexts.ts";
import type { Texts } from "../../stated/wording.ts";
import { drawTexts } from "../drawTexts.ts";

/** Never "bid", "auction" or "win", and no formula: both lead people away from what a thing is worth to them. */
export const texts = {
  ...entryTexts,
  ...drawTexts,
  title: { en: "What it is worth to you", nl: "Wat het u waard is", de: "Was es Ihnen wert ist" },
  real: {
    en: "A price is sealed before you start. You say the most you would still pay for {product}. If the sealed price is that or lower, you buy at the sealed price, never at your own. If it is higher, you do not buy.",
    nl: "Een prijs is verzegeld voordat u begint. U zegt wat u hoogstens nog zou betalen voor {product}. Is de verzegelde prijs gelijk of lager, dan koopt u voor de verzegelde prijs, nooit voor uw eigen bedrag. Is hij hoger, dan koopt u niet.",
    de: "Ein Preis ist versiegelt, bevor Sie beginnen. Sie sagen, was Sie für {product} höchstens noch bezahlen würden. Ist der versiegelte Preis gleich oder niedriger, kaufen Sie zum versiegelten Preis, nie zu Ihrem eigenen. Ist er höher, kaufen Sie nicht.",
  },
  paid: {
    en: "One person in {oneIn} really buys in this way, out of {endowment} from us, and keeps the rest.",
    nl: "Eén op de {oneIn} mensen koopt echt op deze manier, uit {endowment} van ons, en houdt de rest.",
    de: "Eine von {oneIn} Personen kauft wirklich auf diese Weise, aus {endowment} von uns, und behält den Rest.",
  },
  hypothetical: {
    en: "Nobody buys anything here. Answer as you would if you did.",
    nl: "Niemand koopt hier iets. Antwoord zoals u zou doen als u echt kocht.",
    de: "Niemand kauft hier etwas. Antworten Sie so, wie Sie es täten, wenn Sie wirklich kauften.",
  },
  hypotheticalPaid: {
    en: "One person in {oneIn} gets {endowment} from us, whatever they said.",
    nl: "Eén op de {oneIn} mensen krijgt {endowment} van ons, wat zij ook zeiden.",
    de: "Eine von {oneIn} Personen bekommt {endowment} von uns, ganz gleich, was sie gesagt hat.",
  },
  practice: {
    en: "Practice: you get 40 points for a token. At most, how many points would you pay for the token?",
    nl: "Oefening: u krijgt 40 punten voor een fiche. Hoeveel punten zou u hoogstens voor het fiche betalen?",
    de: "Übung: Sie bekommen 40 Punkte für eine Marke. Wie viele Punkte würden Sie höchstens für die Marke bezahlen?",
  },
  practiceBought: {
    en: "The sealed price was {price} points. You said {said}, so you buy at {price} points and get 40 for the token: {gain} more than you paid.",
    nl: "De verzegelde prijs was {price} punten. U zei {said}, dus u koopt voor {price} punten en krijgt 40 voor het fiche: {gain} meer dan u betaalde.",
    de: "Der versiegelte Preis war {price} Punkte. Sie sagten {said}, also kaufen Sie zu {price} Punkten und bekommen 40 für die Marke: {gain} mehr, als Sie bezahlt haben.",
  },
  practiceNot: {
    en: "The sealed price was {price} points. You said {said}, so you do not buy. At 40 you would have bought, and had {gain} more.",
    nl: "De verzegelde prijs was {price} punten. U zei {said}, dus u koopt niet. Met 40 had u gekocht, en {gain} meer gehad.",
    de: "Der versiegelte Preis war {price} Punkte. Sie sagten {said}, also kaufen Sie nicht. Mit 40 hätten Sie gekauft und {gain} mehr gehabt.",
  },
  practiceAdvice: {
    en: "Saying what it is worth to you is best: less loses good buys, more risks paying too much.",
    nl: "Zeggen wat het u waard is, is het beste: met minder mist u goede aankopen, met meer betaalt u misschien te veel.",
    de: "Am besten sagen Sie, was es Ihnen wert ist: Mit weniger entgehen Ihnen gute Käufe, mit mehr bezahlen Sie vielleicht zu viel.",
  },
  checkPay: {
    en: "You say {three}, the sealed price is {two}. What do you pay?",
    nl: "U zegt {three}, de verzegelde prijs is {two}. Wat betaalt u?",
    de: "Sie sagen {three}, der versiegelte Preis ist {two}. Was bezahlen Sie?",
  },
  checkHigher: {
    en: "You say {three}, the sealed price is {four}. What happens?",
    nl: "U zegt {three}, de verzegelde prijs is {four}. Wat gebeurt er?",
    de: "Sie sagen {three}, der versiegelte Preis ist {four}. Was geschieht?",
  },
  checkLess: {
    en: "It is worth {four} to you, but you say {two}. The sealed price is {three}. What happens?",
    nl: "Het is u {four} waard, maar u zegt {two}. De verzegelde prijs is {three}. Wat gebeurt er?",
    de: "Es ist Ihnen {four} wert, aber Sie sagen {two}. Der versiegelte Preis ist {three}. Was geschieht?",
  },
  nothing: { en: "I do not buy", nl: "Ik koop niet", de: "Ich kaufe nicht" },
  pay: { en: "I buy for {amount}", nl: "Ik koop voor {amount}", de: "Ich kaufe für {amount}" },
  checkWrong: { en: "Not quite", nl: "Niet helemaal", de: "Nicht ganz" },
  explained: {
    en: "You pay the sealed price, never your own. If the sealed price is higher than what you say, you do not buy.",
    nl: "U betaalt de verzegelde prijs, nooit uw eigen bedrag. Is de verzegelde prijs hoger dan wat u zegt, dan koopt u niet.",
    de: "Sie bezahlen den versiegelten Preis, nie Ihren eigenen. Ist der versiegelte Preis höher als das, was Sie sagen, kaufen Sie nicht.",
  },
  question: {
    en: "At most, what would you still pay for {product}?",
    nl: "Wat zou u hoogstens nog betalen voor {product}?",
    de: "Was würden Sie für {product} höchstens noch bezahlen?",
  },
  again: {
    en: "Once more, and this answer counts: at most, what would you still pay for {product}?",
    nl: "Nog een keer, en dit antwoord telt: wat zou u hoogstens nog betalen voor {product}?",
    de: "Noch einmal, und diese Antwort zählt: Was würden Sie für {product} höchstens noch bezahlen?",
  },
  help: {
    en: "If the sealed price is that or lower, you buy at the sealed price.",
    nl: "Is de verzegelde prijs gelijk of lager, dan koopt u voor de verzegelde prijs.",
    de: "Ist der versiegelte Preis gleich oder niedriger, kaufen Sie zum versiegelten Preis.",
  },
  opened: {
    en: "The sealed price was {price}; it could lie from {from} to {to}.",
    nl: "De verzegelde prijs was {price}; hij kon liggen van {from} tot {to}.",
    de: "Der versiegelte Preis war {price}; er konnte von {from} bis {to} liegen.",
  },
} as const satisfies Texts;
