import { defineMeasure } from "../../../contract/measure.ts";
import { iatFactors } from "./blocks.ts";
import { outline } from "./outline.ts";
import { IatParameters } from "./parameters.ts";
import { inferIatSettings, scoreIat } from "./score.ts";
import { IatSettings, iatProfiles } from "./settings.ts";
import { IatRow, IatTrial } from "./trial.ts";

/** Implicit Association Test with seven blocks: how much faster the focal product is sorted with good things than with
 *  bad ones, compared with another product. */
export const iat = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Implicit Association Test", nl: "Impliciete-associatietest", de: "Impliziter Assoziationstest" },
  sources: [
    {
      citation:
        "Greenwald, A. G., Nosek, B. A., & Banaji, M. R. (2003). Understanding and using the Implicit Association Test: I. An improved scoring algorithm. Journal of Personality and Social Psychology, 85(2), 197–216.",
      doi: "10.1037/0022-3514.85.2.197",
    },
    {
      citation:
        "Greenwald, A. G., McGhee, D. E., & Schwartz, J. L. K. (1998). Measuring individual differences in implicit cognition: The Implicit Association Test. Journal of Personality and Social Psychology, 74(6), 1464–1480.",
      doi: "10.1037/0022-3514.74.6.1464",
    },
    {
      citation:
        "Nosek, B. A., Greenwald, A. G., & Banaji, M. R. (2005). Understanding and using the Implicit Association Test: II. Method variables and construct validity. Personality and Social Psychology Bulletin, 31(2), 166–180.",
      doi: "10.1177/0146167204271418",
    },
  ],
  parameters: IatParameters,
  trial: IatTrial,
  row: IatRow,
  settings: IatSettings,
  profiles: iatProfiles,
  // ±2 for blocks of equal size, a little more when removals leave them unequal.
  range: [null, null],
  factors: iatFactors,
  score: scoreIat,
  inferSettings: inferIatSettings,
  stratum: ({ pairing, blockKind }) => (pairing === null || blockKind === "" ? null : `${pairing} ${blockKind}`),
});
