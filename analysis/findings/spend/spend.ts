import type { SpearmanReport } from "../../statistics/association/correlation.ts";
import type { CountDistribution } from "../../statistics/models/counts/countDistribution.ts";
import type { RankTest, TopSegment } from "../../statistics/models/counts/countSections.ts";
import type { NegativeBinomialEntry } from "../../statistics/models/counts/negativeBinomialModel.ts";
import type { PoissonEntry } from "../../statistics/models/counts/poissonModel.ts";
import type { GammaEntry, LogNormalEntry, TwoPartEntry } from "../../statistics/models/counts/spendModels.ts";
import type { HurdleEntry, ZeroInflatedEntry } from "../../statistics/models/counts/zeroModels.ts";
import { type Named, renamed } from "../../statistics/named.ts";
import type { Concentration } from "../../statistics/value/concentration.ts";
import { isFew, withholdGroups } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import type { Optional, Told } from "../shown.ts";
import { modelledQuantity } from "./outcomeQuantities.ts";

/** People by count; nulls where a count is of few. */
export type ShownDistribution = Omit<CountDistribution, "observed"> & { readonly observed: readonly (number | null)[] };

type SpendSections = Optional<
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
    readonly top_value_segment_auc: TopSegment;
  } & Named<"spearman_dependent_comparison_", RankTest>
>;

/** What was bought how often and for how much. */
export const spend: Finding<"spend", SpendSections> = {
  name: "spend",
  compute: { ofQuantity: modelledQuantity },
  protect(sections, { fewest }) {
    const { poisson, count_distribution: distribution, gamma_glm_positive_spend: gamma } = sections;
    const { two_part_expected_spend: twoPart, top_value_segment_auc: top } = sections;
    return {
      poisson: poisson && (isFew(poisson.observed_zeros ?? 0, fewest) ? { ...poisson, observed_zeros: null } : poisson),
      negative_binomial_nb2: sections.negative_binomial_nb2,
      hurdle: sections.hurdle,
      zero_inflated_poisson_constant_inflation: sections.zero_inflated_poisson_constant_inflation,
      count_distribution: distribution && withoutFew(distribution, fewest),
      gamma_glm_positive_spend: gamma && (isFew(gamma.n ?? 0, fewest) ? { ...gamma, n: null } : gamma),
      lognormal_positive_spend: sections.lognormal_positive_spend,
      two_part_expected_spend: twoPart && {
        mean_predicted: twoPart.mean_predicted,
        mean_observed: twoPart.mean_observed,
        rmse: twoPart.rmse,
        mae: twoPart.mae,
        spearman_pred_obs: twoPart.spearman_pred_obs,
      },
      rank_association_with_spend: sections.rank_association_with_spend,
      ...renamed<"spearman_dependent_comparison_", RankTest | null | undefined>(
        sections,
        "spearman_dependent_comparison_",
        (test) => test,
      ),
      concentration: sections.concentration,
      top_value_segment_auc: top && !isFew(top.n_pos, fewest) ? top : null,
    };
  },
};

function withoutFew(found: ShownDistribution, fewest: Hiding["fewest"]): ShownDistribution {
  const isWithheld = withholdGroups(
    found.observed.map((people) => [people ?? 0]),
    fewest,
  );
  return { ...found, observed: found.observed.map((people, at) => (isWithheld[at] ? null : people)) };
}
