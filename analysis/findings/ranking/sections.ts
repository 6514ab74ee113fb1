import type { Named } from "../../statistics/named.ts";
import type { GlobalAucReport } from "../../statistics/ranking/delongGlobal.ts";
import type { PartialAucReport } from "../../statistics/ranking/partialAuc.ts";
import type { RocPoint } from "../../statistics/ranking/rocPoints.ts";
import type { BootstrapReport } from "../../statistics/validation/bootstrapInterval.ts";
import type { Optional, ShownAuc, Told } from "../shown.ts";
import type { ComparedAucs } from "./rankingSections.ts";

export type RankingSections = Optional<
  {
    readonly auc: Readonly<Record<string, ShownAuc>>;
    readonly auc_paired: Readonly<Record<string, ComparedAucs>>;
    readonly auc_paired_holm: Readonly<Record<string, number | null>>;
    readonly auc_global_delong: GlobalAucReport;
    readonly average_precision: Readonly<Record<string, number>>;
    readonly partial_auc: Readonly<Record<string, Told<PartialAucReport, "area" | "corrected">>>;
    readonly roc: Readonly<Record<string, readonly RocPoint[]>>;
  } & Named<"bootstrap_delta_auc_", BootstrapReport>
>;
