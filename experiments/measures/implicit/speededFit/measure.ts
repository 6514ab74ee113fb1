import { defineMeasure } from "../../../contract/measure.ts";
import { bothSides } from "../sides.ts";
import { outline } from "./outline.ts";
import { SpeededFitParameters } from "./parameters.ts";
import { SpeededFitSettings, scoreSpeededFit } from "./score.ts";
import { SpeededFitRow, SpeededFitTrial } from "./trial.ts";

/** Speeded fit: does a word fit the brand, and how readily. What vendors sell as fast-response tests, with open scoring. */
export const speededFit = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Speeded fit", nl: "Snelle passend-taak", de: "Schnelle Passungsurteile" },
  sources: [
    {
      citation:
        "Fazio, R. H., Powell, M. C., & Williams, C. J. (1989). The role of attitude accessibility in the attitude-to-behavior process. Journal of Consumer Research, 16(3), 280–288.",
      doi: "10.1086/209214",
    },
    {
      citation:
        "Konovalov, A., & Krajbich, I. (2019). Revealed strength of preference: Inference from response times. Judgment and Decision Making, 14(4), 381–394.",
      doi: "10.1017/S1930297500006082",
    },
  ],
  parameters: SpeededFitParameters,
  trial: SpeededFitTrial,
  row: SpeededFitRow,
  settings: SpeededFitSettings,
  profiles: { open: {} },
  range: [-1, 1],
  factors: () => ({ fitSide: bothSides }),
  leastTrials: ({ brands, attributes, repetitions, baselineTrials }, products) =>
    baselineTrials + (brands.length || products) * attributes.length * repetitions,
  score: scoreSpeededFit,
  stratum: ({ isBaseline, isContext }) => (isBaseline === true || isContext === true ? null : "judged"),
});
