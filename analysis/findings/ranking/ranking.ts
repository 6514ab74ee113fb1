import { renamed } from "../../statistics/named.ts";
import type { BootstrapReport } from "../../statistics/validation/bootstrapInterval.ts";
import { differenceBootstrap } from "../calibration/validationSections.ts";
import { type Finding, mapped } from "../finding.ts";
import { modelAucPairs } from "../models/modelSections.ts";
import type { ShownAuc } from "../shown.ts";
import { rankingBlocks } from "./blocks.ts";
import {
  aucGlobal,
  aucPaired,
  aucPairedHolm,
  aucSection,
  averagePrecisions,
  partialAucs,
  rocSection,
} from "./rankingSections.ts";
import type { RankingSections } from "./sections.ts";

/** How well each measure by itself ranks buyers above others. */
export const ranking: Finding<"ranking", RankingSections> = {
  name: "ranking",
  blocks: rankingBlocks,
  compute: {
    ofYesNo: ({ context, ladder, jobs, draws }) => ({
      auc: aucSection(context),
      auc_paired: { ...aucPaired(context), ...modelAucPairs(context, ladder()) },
      auc_paired_holm: aucPairedHolm(context),
      auc_global_delong: aucGlobal(context),
      average_precision: averagePrecisions(context),
      roc: rocSection(context),
      partial_auc: partialAucs(context, draws),
      ...differenceBootstrap(context, jobs(), draws),
    }),
  },
  protect(sections, hiding) {
    const { auc, auc_paired, auc_paired_holm, auc_global_delong, average_precision, roc, partial_auc, ...bootstraps } =
      sections;
    return {
      auc: auc && mapped(auc, hiding.withoutFewSides),
      auc_paired,
      auc_paired_holm,
      auc_global_delong,
      average_precision,
      roc: roc && mapped(roc, (points, column) => points.filter((point) => hiding.isPointShown(column, point))),
      partial_auc:
        partial_auc &&
        mapped(partial_auc, (part, column) => ({
          ...part,
          ...(areFew(auc?.[column], part.up_to, hiding.fewest) ? WITHHELD : {}),
          band: hiding.shownBand(column, part.band),
        })),
      ...renamed<"bootstrap_delta_auc_", BootstrapReport | null | undefined>(
        bootstraps,
        "bootstrap_delta_auc_",
        (report) => report,
      ),
    };
  },
};

const WITHHELD = { area: null, corrected: null, ci95: null } as const;

type Sides = ShownAuc | undefined;

// An area over few of those who did not buy is about them.
function areFew(sides: Sides, share: number, fewest: number): boolean {
  return (sides?.n_neg ?? 0) * share < fewest;
}
