import type { Texts } from "../../stated/wording.ts";
import { drawTexts } from "../drawTexts.ts";

export const texts = {
  ...drawTexts,
  title: { en: "Choosing", nl: "Kiezen", de: "Auswählen" },
  many: {
    en: "You make {count} choices. There are no right or wrong ones.",
    nl: "U maakt {count} keuzes. Er zijn geen goede of foute.",
    de: "Sie treffen {count} Entscheidungen. Es gibt keine richtigen oder falschen.",
  },
  real: {
    en: "Then chance picks one choice. One person in {oneIn} really gets what they chose in it and pays its price out of {endowment} from us. Choose each time as if it were that one.",
    nl: "Daarna kiest het toeval één keuze. Eén op de {oneIn} mensen krijgt echt wat zij daarin kozen en betaalt de prijs uit {endowment} van ons. Kies elke keer alsof het die ene is.",
    de: "Danach wählt der Zufall eine Entscheidung aus. Eine von {oneIn} Personen bekommt wirklich, was sie darin gewählt hat, und bezahlt den Preis aus {endowment} von uns. Wählen Sie jedes Mal, als wäre es diese.",
  },
  hypothetical: {
    en: "Nobody gets a product. Choose each time as you would in a shop.",
    nl: "Niemand krijgt een product. Kies elke keer zoals u in een winkel zou doen.",
    de: "Niemand bekommt ein Produkt. Wählen Sie jedes Mal so, wie Sie es in einem Geschäft täten.",
  },
  hypotheticalPaid: {
    en: "One person in {oneIn} gets {endowment} from us, whatever they chose.",
    nl: "Eén op de {oneIn} mensen krijgt {endowment} van ons, wat zij ook kozen.",
    de: "Eine von {oneIn} Personen bekommt {endowment} von uns, ganz gleich, was sie gewählt hat.",
  },
  fast: {
    en: "You have {seconds} seconds for each choice. The first press counts. A choice that comes too late is no choice.",
    nl: "U hebt {seconds} seconden voor elke keuze. De eerste druk telt. Een keuze die te laat komt, is geen keuze.",
    de: "Sie haben {seconds} Sekunden für jede Entscheidung. Der erste Druck zählt. Eine Entscheidung, die zu spät kommt, ist keine.",
  },
  unhurried: { en: "I need more time", nl: "Ik heb meer tijd nodig", de: "Ich brauche mehr Zeit" },
  practice: {
    en: "Practice: this choice does not count",
    nl: "Oefening: deze keuze telt niet",
    de: "Übung: diese Entscheidung zählt nicht",
  },
  question: { en: "Which do you take?", nl: "Welke neemt u?", de: "Welches nehmen Sie?" },
  none: { en: "None", nl: "Geen", de: "Keines" },
  noneKeep: {
    en: "None: I keep the {endowment}",
    nl: "Geen: ik houd de {endowment}",
    de: "Keines: ich behalte die {endowment}",
  },
  chooseFirst: {
    en: "Choose one to continue.",
    nl: "Kies er één om verder te gaan.",
    de: "Wählen Sie eines, um fortzufahren.",
  },
  counted: {
    en: "Choice {number} was drawn.",
    nl: "Keuze {number} is getrokken.",
    de: "Entscheidung {number} wurde gezogen.",
  },
} as const satisfies Texts;
