import { defineMeasure } from "../../../contract/measure.ts";
import { gnatFactors } from "./blocks.ts";
import { outline } from "./outline.ts";
import { GnatParameters } from "./parameters.ts";
import { GnatSettings, scoreGoNoGo } from "./score.ts";
import { GnatRow, GnatTrial } from "./trial.ts";

/** Go/No-go Association Task: how well signals are told from noise when the product and good things are the signals. */
export const goNoGoAssociation = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Go/No-go Association Task", nl: "Go/no-go-associatietaak", de: "Go/No-go-Assoziationsaufgabe" },
  sources: [
    {
      citation:
        "Nosek, B. A., & Banaji, M. R. (2001). The Go/No-go Association Task. Social Cognition, 19(6), 625–666.",
      doi: "10.1521/soco.19.6.625.20886",
    },
    {
      citation:
        "Hautus, M. J. (1995). Corrections for extreme proportions and their biasing effects on estimated values of d′. Behavior Research Methods, Instruments, & Computers, 27(1), 46–51.",
      doi: "10.3758/BF03203619",
    },
  ],
  parameters: GnatParameters,
  trial: GnatTrial,
  row: GnatRow,
  settings: GnatSettings,
  profiles: { nosek2001: {}, barAnanNosek: { dropBelowMs: 400, dropAboveMs: 1200 } },
  range: [null, null],
  factors: ({ pairings }) => (pairings === "both" ? gnatFactors : { pairingOrder: gnatFactors.pairingOrder }),
  score: scoreGoNoGo,
  stratum: ({ pairing, blockKind, isSignal }) =>
    pairing === null || blockKind === "practice" ? null : `${pairing} ${isSignal ? "signal" : "noise"}`,
});
