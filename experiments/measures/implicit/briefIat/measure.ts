import { defineMeasure } from "../../../contract/measure.ts";
import { TrialNumber } from "../../../contract/trial.ts";
import { briefIatFactors } from "./blocks.ts";
import { outline } from "./outline.ts";
import { BriefIatParameters } from "./parameters.ts";
import { BriefIatSettings, scoreBriefIat } from "./score.ts";
import { BriefIatRow, BriefIatTrial } from "./trial.ts";

/** Brief Implicit Association Test: only what belongs is named, good things always do, the two products take turns. */
export const briefIat = defineMeasure({
  ...outline,
  kind: "implicit",
  title: {
    en: "Brief Implicit Association Test",
    nl: "Korte impliciete-associatietest",
    de: "Kurzer impliziter Assoziationstest",
  },
  sources: [
    {
      citation:
        "Sriram, N., & Greenwald, A. G. (2009). The Brief Implicit Association Test. Experimental Psychology, 56(4), 283–294.",
      doi: "10.1027/1618-3169.56.4.283",
    },
    {
      citation:
        "Nosek, B. A., Bar-Anan, Y., Sriram, N., Axt, J., & Greenwald, A. G. (2014). Understanding and using the Brief Implicit Association Test: Recommended scoring procedures. PLOS ONE, 9(12), e110938.",
      doi: "10.1371/journal.pone.0110938",
    },
  ],
  parameters: BriefIatParameters,
  // Two blocks make a pair to score, so that every trial must say of which block it is.
  trial: BriefIatTrial.extend({ blockIndex: TrialNumber }),
  row: BriefIatRow,
  settings: BriefIatSettings,
  profiles: { nosek2014: {} },
  range: [null, null],
  factors: () => briefIatFactors,
  score: scoreBriefIat,
  stratum: ({ pairing, blockIndex }) => (pairing === null ? null : String(blockIndex)),
});
