import { defineMeasure } from "../../../contract/measure.ts";
import { singleCategoryIatFactors } from "./blocks.ts";
import { outline } from "./outline.ts";
import { SingleCategoryIatParameters } from "./parameters.ts";
import { SingleCategoryIatSettings, scoreSingleCategoryIat, singleCategoryIatProfiles } from "./score.ts";
import { SingleCategoryIatRow, SingleCategoryIatTrial } from "./trial.ts";

/** Single Category Implicit Association Test: one product by itself, without a competitor. */
export const singleCategoryIat = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Single Category IAT", nl: "IAT met één categorie", de: "IAT mit einer Kategorie" },
  sources: [
    {
      citation:
        "Karpinski, A., & Steinman, R. B. (2006). The Single Category Implicit Association Test as a measure of implicit social cognition. Journal of Personality and Social Psychology, 91(1), 16–32.",
      doi: "10.1037/0022-3514.91.1.16",
    },
  ],
  parameters: SingleCategoryIatParameters,
  trial: SingleCategoryIatTrial,
  row: SingleCategoryIatRow,
  settings: SingleCategoryIatSettings,
  profiles: singleCategoryIatProfiles,
  range: [null, null],
  factors: () => singleCategoryIatFactors,
  score: scoreSingleCategoryIat,
  stratum: ({ pairing, blockKind }) => (pairing === null ? null : `${pairing} ${blockKind}`),
});
