import { defineMeasure } from "../../../contract/measure.ts";
import { bothSides } from "../sides.ts";
import { outline } from "./outline.ts";
import { AmpParameters } from "./parameters.ts";
import { AmpSettings, scoreAmp } from "./score.ts";
import { AmpRow, AmpTrial } from "./trial.ts";

/** Affect Misattribution Procedure: how pleasant unknown signs seem right after the product. */
export const affectMisattribution = defineMeasure({
  ...outline,
  kind: "implicit",
  title: {
    en: "Affect Misattribution Procedure",
    nl: "Affect-misattributietaak",
    de: "Affekt-Misattributions-Prozedur",
  },
  sources: [
    {
      citation:
        "Payne, B. K., Cheng, C. M., Govorun, O., & Stewart, B. D. (2005). An inkblot for attitudes: Affect misattribution as implicit measurement. Journal of Personality and Social Psychology, 89(3), 277–293.",
      doi: "10.1037/0022-3514.89.3.277",
    },
  ],
  parameters: AmpParameters,
  trial: AmpTrial,
  row: AmpRow,
  settings: AmpSettings,
  profiles: { payne2005: {} },
  range: [-1, 1],
  factors: () => ({ pleasantSide: bothSides }),
  score: scoreAmp,
  stratum: ({ prime, blockKind }) => (blockKind === "practice" ? null : prime),
});
