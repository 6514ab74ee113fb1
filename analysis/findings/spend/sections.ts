import type { SpearmanReport } from "../../statistics/association/correlation.ts";
import type { CountDistribution } from "../../statistics/models/counts/countDistribution.ts";
import type { RankTest, TopSegment } from "../../statistics/models/counts/countSections.ts";
import type { NegativeBinomialEntry } from "../../statistics/models/counts/negativeBinomialModel.ts";
import type { PoissonEntry } from "../../statistics/models/counts/poissonModel.ts";
import type { GammaEntry, LogNormalEntry, TwoPartEntry } from "../../statistics/models/counts/spendModels.ts";
import type { HurdleEntry, ZeroInflatedEntry } from "../../statistics/models/counts/zeroModels.ts";
import type { Named } from "../../statistics/named.ts";
import type { Concentration } from "../../statistics/value/concentration.ts";
import type { ConcentrationIntervals } from "../../statistics/value/concentrationIntervals.ts";
import type { Optional, Told } from "../shown.ts";

/** People by count; nulls where a count is of few. */
export type ShownDistribution = Omit<CountDistribution, "observed"> & { readonly observed: readonly (number | null)[] };

/** How precisely concentration is known; the numbers of people and what is of few of them may be withheld. */
export type ShownIntervals = Told<
  ConcentrationIntervals,
  "customers" | "spenders" | "top_20pct_share_all_customers" | "top_20pct_share_buyers_only"
>;

export type SpendSections = Optional<
  {
    readonly poisson: Told<PoissonEntry, "observed_zeros">;
    readonly negative_binomial_nb2: NegativeBinomialEntry;
    readonly hurdle: HurdleEntry;
    readonly zero_inflated_poisson_constant_inflation: ZeroInflatedEntry;
    readonly count_distribution: ShownDistribution;
    readonly gamma_glm_positive_spend: Told<GammaEntry, "n">;
    readonly lognormal_positive_spend: LogNormalEntry;
    readonly two_part_expected_spend: Omit<TwoPartEntry, "first6">;
    readonly rank_association_with_spend: Readonly<Record<string, Pick<SpearmanReport, "rho" | "p_t_approx">>>;
    readonly concentration: Concentration;
    readonly concentration_intervals: ShownIntervals;
    readonly top_value_segment_auc: TopSegment;
  } & Named<"spearman_dependent_comparison_", RankTest>
>;
