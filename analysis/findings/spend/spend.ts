import type { RankTest } from "../../statistics/models/counts/countSections.ts";
import { renamed } from "../../statistics/named.ts";
import { isFew, withholdGroups } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { spendBlocks } from "./blocks.ts";
import { modelledQuantity } from "./outcomeQuantities.ts";
import type { ShownDistribution, SpendSections } from "./sections.ts";

/** What was bought how often and for how much. */
export const spend: Finding<"spend", SpendSections> = {
  name: "spend",
  blocks: spendBlocks,
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
