import { defineMeasure } from "../../../contract/measure.ts";
import { bothSides } from "../sides.ts";
import { outline } from "./outline.ts";
import { EptParameters } from "./parameters.ts";
import { scoreEvaluativePriming } from "./score.ts";
import { EptSettings } from "./settings.ts";
import { EptRow, EptTrial } from "./trial.ts";

/** Evaluative priming: how much a product that is merely seen speeds up good words against bad ones. Its reliability is
 *  low in every data set known; do not build a prediction on it alone. */
export const evaluativePriming = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Evaluative priming", nl: "Evaluatieve priming", de: "Evaluatives Priming" },
  sources: [
    {
      citation:
        "Fazio, R. H., Jackson, J. R., Dunton, B. C., & Williams, C. J. (1995). Variability in automatic activation as an unobtrusive measure of racial attitudes. Journal of Personality and Social Psychology, 69(6), 1013–1027.",
      doi: "10.1037/0022-3514.69.6.1013",
    },
    {
      citation:
        "Koppehele-Gossel, J., Hoffmann, L., Banse, R., & Gawronski, B. (2020). Evaluative priming as an implicit measure of evaluation: An examination of outlier-treatments for evaluative priming scores. Journal of Experimental Social Psychology, 87, 103905.",
      doi: "10.1016/j.jesp.2019.103905",
    },
  ],
  parameters: EptParameters,
  trial: EptTrial,
  row: EptRow,
  settings: EptSettings,
  profiles: { koppeheleGossel2020: {} },
  range: [null, null],
  factors: () => ({ positiveSide: bothSides }),
  score: scoreEvaluativePriming,
  stratum: ({ prime, targetValence, blockKind }) => (blockKind === "practice" ? null : `${prime} ${targetValence}`),
});
