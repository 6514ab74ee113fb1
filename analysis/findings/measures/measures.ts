import { isFew } from "../disclosure.ts";
import { type Finding, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { quantityCorrelations } from "../spend/outcomeQuantities.ts";
import { measuresBlocks } from "./blocks.ts";
import {
  buyersVsNonbuyers,
  correlations,
  dependentCorrelationsSection,
  descriptives,
  npsSection,
} from "./describeSections.ts";
import type { MeasureSections, ShownCorrelation } from "./sections.ts";

/** What was measured: how answers and scores are spread, how they go together, and how buyers differ from others. */
export const measures: Finding<"measures", MeasureSections> = {
  name: "measures",
  blocks: measuresBlocks,
  compute: {
    always: (context) => ({ descriptives: descriptives(context), nps: npsSection(context) }),
    ofYesNo: ({ context }) => ({
      correlations: correlations(context),
      dependent_correlations: dependentCorrelationsSection(context),
      buyers_vs_nonbuyers: buyersVsNonbuyers(context),
    }),
    ofQuantity: (context) => quantityCorrelations(context),
  },
  protect({ descriptives: described, nps, correlations: found, ...rest }, hiding) {
    return {
      descriptives: described && mapped(described, (one) => withoutFew(one, hiding)),
      nps: nps && hiding.isNetPromoterTold(nps) ? nps : null,
      correlations: found && mapped(found, (one) => withoutNearN(one, hiding)),
      dependent_correlations: rest.dependent_correlations,
      buyers_vs_nonbuyers: hiding.isBoughtTold ? rest.buyers_vs_nonbuyers : null,
    };
  },
};

function withoutFew<T extends { readonly n: number | null; readonly missing: number | null }>(one: T, hiding: Hiding) {
  const isHidden = hiding.isNearSample(one.n) || isFew(one.missing ?? 0, hiding.fewest);
  return isHidden ? { ...one, n: null, missing: null } : one;
}

function withoutNearN(one: ShownCorrelation, hiding: Hiding): ShownCorrelation {
  if (!hiding.isNearSample(one.pearson.n)) return one;
  return { ...one, pearson: { ...one.pearson, n: null, df: null }, spearman: { ...one.spearman, n: null } };
}
