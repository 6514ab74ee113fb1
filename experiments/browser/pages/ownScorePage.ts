import type { OwnScore, OwnScores } from "../../contract/ownScore.ts";
import type { Product } from "../../contract/study.ts";
import { textIn } from "../../contract/text.ts";
import type { SessionRecord } from "../session/sessionRecord.ts";
import type { Stage } from "../session/stage.ts";
import { isListOf, isOneOf, isText, nullOr, shaped } from "../session/understand.ts";
import { type OwnScoreTexts, ownScoreTexts } from "../texts/ownScores.ts";
import { button, element } from "./element.ts";

const isNumber = (value: unknown): boolean => typeof value === "number";
const isOwnScores = shaped<OwnScores>({
  scores: isListOf(
    shaped<OwnScore>({
      instance: isText,
      measure: isText,
      product: isText,
      comparison: nullOr(isText),
      value: nullOr(isNumber),
      leaning: nullOr(isOneOf("towards", "away", "neither")),
      strength: nullOr(isOneOf("little", "slight", "moderate", "strong")),
      noResult: nullOr(isOneOf("leftOut", "tooFast", "tooManyErrors", "sameThroughout", "tooFew")),
    }),
  ),
});

/** Offers the participant's own results at the end, below what the study was about. Nobody is shown one who does not
 *  ask, and nothing of it is kept. */
export function offerOwnScores({ shell, api }: Stage, record: SessionRecord, place: HTMLElement): void {
  const texts = textsFor(shell.language);
  const told = element("div", { class: "own-score", tabindex: "-1" }, [element("p", {}, [texts.offer])]);
  const show = button(texts.show, "secondary", () => {
    show.disabled = true;
    void api.ownScores(record, isOwnScores).then((reply) => {
      show.disabled = false;
      if (reply.kind !== "done") {
        told.replaceChildren(element("p", { role: "alert" }, [texts.away]));
        return;
      }
      const { products } = record.definition;
      told.replaceChildren(...resultsOf(reply.body.scores, { texts, products, language: shell.language }));
      show.remove();
      told.focus();
    });
  });
  place.append(element("h2", {}, [texts.title]), told, show);
}

function textsFor(language: string): OwnScoreTexts {
  const texts = ownScoreTexts.get(language.split("-")[0] ?? "") ?? ownScoreTexts.get("en");
  if (texts === undefined) throw new RangeError("there are no English texts");
  return texts;
}

type Telling = {
  readonly texts: OwnScoreTexts;
  readonly products: readonly Product[];
  readonly language: string;
};

function resultsOf(scores: readonly OwnScore[], telling: Telling): readonly HTMLElement[] {
  const { texts } = telling;
  if (scores.length === 0) return [element("p", {}, [texts.nothing])];
  const hasResult = scores.some(({ noResult }) => noResult === null);
  return [
    ...scores.flatMap((score) => resultOf(score, telling)),
    ...(hasResult ? [element("p", { class: "notice" }, [texts.caution])] : []),
  ];
}

function resultOf(score: OwnScore, { texts, products, language }: Telling): readonly HTMLElement[] {
  const named = (id: string): string => textIn(products.find((product) => product.id === id)?.name ?? id, language);
  const sides = { product: named(score.product), other: score.comparison === null ? null : named(score.comparison) };
  const what = element("p", {}, [(texts.what[score.measure] ?? texts.what.iat)(sides)]);
  if (score.noResult !== null || score.value === null) {
    return [what, element("p", {}, [texts.noResult[score.noResult ?? "tooFew"]])];
  }
  const figure = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(score.value);
  const limits = score.strength === null ? texts.noLimits : texts.limits;
  return [
    what,
    element("p", { class: "own-result" }, [sentenceOf(score, sides, texts)]),
    element("p", { class: "quiet-text" }, [`${texts.inFigures(figure)} ${limits}`]),
  ];
}

function sentenceOf(
  { leaning, strength }: OwnScore,
  sides: { readonly product: string; readonly other: string | null },
  texts: OwnScoreTexts,
): string {
  if (leaning === "neither" || leaning === null || strength === "little") return texts.neither(sides);
  if (leaning === "towards") return texts.towards(sides.product, strength);
  return sides.other === null ? texts.awayFrom(sides.product, strength) : texts.towards(sides.other, strength);
}
