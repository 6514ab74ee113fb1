import type { CorrelationReport, PearsonReport, SpearmanReport } from "../../statistics/association/correlation.ts";
import type { DependentCorrelationsReport } from "../../statistics/association/dependentCorrelations.ts";
import type { GroupComparison } from "../../statistics/association/groupComparison.ts";
import type { NpsReport } from "../../statistics/shares/netPromoterScore.ts";
import type { Optional, Told } from "../shown.ts";
import type { DescribedColumn } from "./describeSections.ts";

export type ShownCorrelation = Pick<CorrelationReport, "kendall"> & {
  readonly pearson: Told<PearsonReport, "n" | "df">;
  readonly spearman: Told<SpearmanReport, "n">;
};

export type MeasureSections = Optional<{
  readonly descriptives: Readonly<Record<string, Told<DescribedColumn, "n" | "missing">>>;
  readonly nps: NpsReport;
  readonly correlations: Readonly<Record<string, ShownCorrelation>>;
  readonly dependent_correlations: Readonly<Record<string, DependentCorrelationsReport>>;
  readonly buyers_vs_nonbuyers: Readonly<Record<string, GroupComparison>>;
}>;
