import { z } from "zod";
import { LocalText, textIn, textsWords, textWords } from "../../contract/text.ts";

/** Texts by name, each in every language that comes with Saydo. */
export type Texts<Name extends string = string> = Readonly<Record<Name, LocalText>>;

/** The study-file parameter that replaces single texts of a task: `texts: {title: …}`. */
export function textsParameter<Name extends string>(texts: Texts<Name>) {
  const keys = Object.entries<LocalText>(texts).map(
    ([key, text]) => [key, LocalText.optional().meta(textWords(key, text))] as const,
  );
  return z.strictObject(Object.fromEntries(keys)).default({}).meta(textsWords);
}

/** Says a text of a task in the participant's language, the study's own wording first, `{name}` filled in. */
export function speaker<Name extends string>(
  texts: Texts<Name>,
  shown: { readonly own: Readonly<Partial<Record<string, LocalText>>>; readonly language: string },
): (name: Name, fill?: Readonly<Record<string, string | number>>) => string {
  return (name, fill = {}) =>
    textIn(shown.own[name] ?? texts[name], shown.language).replace(/\{(\w+)\}/g, (whole, key: string) =>
      String((Object.hasOwn(fill, key) ? fill[key] : undefined) ?? whole),
    );
}

/** Texts every timed task shows. */
export const taskTexts = {
  part: { en: "Part {n} of {of}", nl: "Deel {n} van {of}", de: "Teil {n} von {of}" },
  start: { en: "Start", nl: "Beginnen", de: "Beginnen" },
  startHint: {
    en: "Press the space bar or choose Start.",
    nl: "Druk op de spatiebalk of kies Beginnen.",
    de: "Drücken Sie die Leertaste oder wählen Sie Beginnen.",
  },
  next: { en: "Continue", nl: "Verder", de: "Weiter" },
  nextHint: {
    en: "Press the space bar or choose Continue.",
    nl: "Druk op de spatiebalk of kies Verder.",
    de: "Drücken Sie die Leertaste oder wählen Sie Weiter.",
  },
  leftKey: {
    en: "Left: key {key}, or the left area",
    nl: "Links: toets {key}, of het linkervlak",
    de: "Links: Taste {key} oder die linke Fläche",
  },
  rightKey: {
    en: "Right: key {key}, or the right area",
    nl: "Rechts: toets {key}, of het rechtervlak",
    de: "Rechts: Taste {key} oder die rechte Fläche",
  },
  or: { en: "or", nl: "of", de: "oder" },
  wrong: { en: "Wrong side", nl: "Verkeerde kant", de: "Falsche Seite" },
  after: {
    en: "Thank you. Go on whenever you are ready.",
    nl: "Dank u. Ga verder wanneer u wilt.",
    de: "Vielen Dank. Machen Sie weiter, wann Sie möchten.",
  },
  afterTitle: { en: "This task is done", nl: "Deze taak is klaar", de: "Diese Aufgabe ist fertig" },
} as const satisfies Texts;
