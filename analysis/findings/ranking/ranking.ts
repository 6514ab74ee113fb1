import { type Named, renamed } from "../../statistics/named.ts";
import type { GlobalAucReport } from "../../statistics/ranking/delongGlobal.ts";
import type { RocPoint } from "../../statistics/ranking/rocPoints.ts";
import type { BootstrapReport } from "../../statistics/validation/bootstrapInterval.ts";
import { differenceBootstrap } from "../calibration/validationSections.ts";
import { type Finding, mapped } from "../finding.ts";
import { modelAucPairs } from "../models/modelSections.ts";
import type { Optional, ShownAuc } from "../shown.ts";
import {
  aucGlobal,
  aucPaired,
  aucPairedHolm,
  aucSection,
  averagePrecisions,
  type ComparedAucs,
  rocSection,
} from "./rankingSections.ts";

type RankingSections = Optional<
  {
    readonly auc: Readonly<Record<string, ShownAuc>>;
    readonly auc_paired: Readonly<Record<string, ComparedAucs>>;
    readonly auc_paired_holm: Readonly<Record<string, number | null>>;
    readonly auc_global_delong: GlobalAucReport;
    readonly average_precision: Readonly<Record<string, number>>;
    readonly roc: Readonly<Record<string, readonly RocPoint[]>>;
  } & Named<"bootstrap_delta_auc_", BootstrapReport>
>;

/** How well each measure by itself ranks buyers above others. */
export const ranking: Finding<"ranking", RankingSections> = {
  name: "ranking",
  compute: {
    ofYesNo: ({ context, ladder, jobs, draws }) => ({
      auc: aucSection(context),
      auc_paired: { ...aucPaired(context), ...modelAucPairs(context, ladder()) },
      auc_paired_holm: aucPairedHolm(context),
      auc_global_delong: aucGlobal(context),
      average_precision: averagePrecisions(context),
      roc: rocSection(context),
      ...differenceBootstrap(context, jobs(), draws),
    }),
  },
  protect({ auc, auc_paired, auc_paired_holm, auc_global_delong, average_precision, roc, ...bootstraps }, hiding) {
    return {
      auc: auc && mapped(auc, hiding.withoutFewSides),
      auc_paired,
      auc_paired_holm,
      auc_global_delong,
      average_precision,
      roc: roc && mapped(roc, (points, column) => points.filter((point) => hiding.isPointShown(column, point))),
      ...renamed<"bootstrap_delta_auc_", BootstrapReport | null | undefined>(
        bootstraps,
        "bootstrap_delta_auc_",
        (report) => report,
      ),
    };
  },
};
