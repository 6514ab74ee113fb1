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
      ...shownConcentration(sections, fewest),
      top_value_segment_auc: top && !isFew(top.n_pos, fewest) ? top : null,
    };
  },
};

// A tenth of few people is one of them: a share is shown where enough people hold it.
function shownConcentration(
  { concentration: cells, concentration_intervals: known }: SpendSections,
  fewest: Hiding["fewest"],
): Pick<SpendSections, "concentration" | "concentration_intervals"> {
  const [people, spenders] = [known?.customers ?? 0, known?.spenders ?? 0];
  const shown = <Value>(holders: number, value: Value) => (holders < fewest ? null : value);
  const [ofTenth, ofFifth, ofBuyers] = [people / 10, people / 5, spenders / 5];
  const most = cells?.smallest_customer_share_for_80pct_of_value ?? 0;
  return {
    concentration: cells && {
      ...cells,
      top_20pct_share_all_customers: shown(ofFifth, cells.top_20pct_share_all_customers),
      top_10pct_share_all_customers: shown(ofTenth, cells.top_10pct_share_all_customers),
      top_20pct_share_buyers_only: shown(ofBuyers, cells.top_20pct_share_buyers_only),
      smallest_customer_share_for_80pct_of_value: shown(
        most * people,
        cells.smallest_customer_share_for_80pct_of_value,
      ),
      lorenz_p_0_2_0_4_0_6_0_8: cells.lorenz_p_0_2_0_4_0_6_0_8.map((share) => shown(ofFifth, share)),
    },
    concentration_intervals: known && {
      customers: shown(people, people),
      spenders: isFew(people - spenders, fewest) ? null : shown(spenders, spenders),
      top_20pct_share_all_customers: shown(ofFifth, known.top_20pct_share_all_customers),
      top_20pct_share_buyers_only: shown(ofBuyers, known.top_20pct_share_buyers_only),
      gini_population: known.gini_population,
    },
  };
}

function withoutFew(found: ShownDistribution, fewest: Hiding["fewest"]): ShownDistribution {
  const isWithheld = withholdGroups(
    found.observed.map((people) => [people ?? 0]),
    fewest,
  );
  return { ...found, observed: found.observed.map((people, at) => (isWithheld[at] ? null : people)) };
}
