import { z } from "zod";
import { LocalText, textIn, textsWords, textWords } from "../../contract/text.ts";

/** The texts of one measure by key, each in every language shipped. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The `texts` parameter: each text can be replaced in the study file, wholly or in single languages. */
export function textsParameter(texts: Texts) {
  const keys = Object.entries(texts).map(
    ([key, text]) => [key, LocalText.default(text).meta(textWords(key, text))] as const,
  );
  return z.strictObject(Object.fromEntries(keys)).prefault({}).meta(textsWords);
}

export type WordingOptions<Known extends Texts> = {
  readonly texts: Known;
  /** What the study file set; a language it left out keeps the text shipped. */
  readonly overrides: Readonly<Record<string, LocalText>>;
  readonly language: string;
  /** Replaces `{name}` in every text. */
  readonly names: Readonly<Record<string, string>>;
};

/** Gives each text of a measure in the participant's language with its names filled in; names that are not known stay
 *  as they are written. */
export function wording<Known extends Texts>(options: WordingOptions<Known>): (key: keyof Known & string) => string {
  const { texts, overrides, language, names } = options;
  return (key) => fillIn(textIn(completed(texts[key] ?? {}, overrides[key]), language), names);
}

function completed(shipped: Readonly<Record<string, string>>, override: LocalText | undefined): LocalText {
  return typeof override === "string" ? override : { ...shipped, ...override };
}

/** Replaces `{name}` by its value; braces around anything else stay. */
export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(names, name) ? (names[name] ?? whole) : whole,
  );
}
