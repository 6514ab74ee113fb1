import { spearman } from "../../metrics/correlation.ts";
import { delong } from "../../metrics/delong.ts";
import { dependentCorrelations } from "../../metrics/dependentCorrelations.ts";
import { concentration } from "../../value/concentration.ts";
import type { Columns } from "../logistic/design.ts";
import { countDistribution } from "./countDistribution.ts";
import type { CountStudy } from "./countStudy.ts";
import { negativeBinomialModel } from "./negativeBinomialModel.ts";
import { poissonModel } from "./poissonModel.ts";
import { gammaModel, logNormalModel, twoPartModel } from "./spendModels.ts";
import { hurdleModel, zeroInflatedModel } from "./zeroModels.ts";

/** Sections by name; a model without an estimate is null and its reason stands in `warnings`. */
export type Sections = {
  readonly sections: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
};

/** The sections of a count outcome under the reference's names: Poisson, NB2, hurdle, zero-inflated Poisson; and
 *  observed beside expected counts. */
export function countSections(study: CountStudy): Sections {
  const { sections, warnings } = withReasons({
    poisson: poissonModel(study),
    negative_binomial_nb2: negativeBinomialModel(study),
    hurdle: hurdleModel(study),
    zero_inflated_poisson_constant_inflation: zeroInflatedModel(study),
  });
  const distribution = countDistribution(study);
  return { sections: { ...sections, ...(distribution ? { count_distribution: distribution } : {}) }, warnings };
}

/** What was spent, and which scores may predict it. */
export type SpendQuestion = {
  readonly columns: Columns;
  readonly spend: ArrayLike<number>;
  readonly floor?: readonly string[];
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
};

/** The sections of an amount outcome under the reference's names: gamma, log-normal, two-part, rank association,
 *  concentration, and who spends most. Models hold floor, stated and implicit predictors. */
export function spendSections({ columns, spend, floor = [], stated, implicit }: SpendQuestion): Sections {
  const study = { columns, spend, predictors: [...floor, ...stated, ...implicit] };
  const scores = [...stated, ...implicit];
  const models = withReasons({
    gamma_glm_positive_spend: gammaModel(study),
    lognormal_positive_spend: logNormalModel(study),
    two_part_expected_spend: twoPartModel(study),
  });
  const [later, earlier] = [implicit[0], stated[0]];
  const comparison =
    later === undefined || earlier === undefined
      ? {}
      : { [`spearman_dependent_comparison_${later}_vs_${earlier}`]: rankComparison(columns, spend, [later, earlier]) };
  return {
    sections: {
      ...models.sections,
      rank_association_with_spend: Object.fromEntries(
        scores.map((name) => {
          const { rho, p_t_approx } = spearman(Array.from(columns[name]!), Array.from(spend));
          return [name, { rho, p_t_approx }];
        }),
      ),
      ...comparison,
      concentration: concentration(spend),
      top_value_segment_auc: topSegment(columns, spend, scores),
    },
    warnings: models.warnings,
  };
}

function withReasons(models: Readonly<Record<string, object>>): Sections {
  const failed = Object.entries(models).flatMap(([name, model]) =>
    "reason" in model ? [`${name} has no estimate: ${String(model.reason)}`] : [],
  );
  const sections = Object.entries(models).map(([name, model]) => [name, "reason" in model ? null : model] as const);
  return { sections: Object.fromEntries(sections), warnings: failed };
}

function rankComparison(columns: Columns, spend: ArrayLike<number>, [later, earlier]: readonly [string, string]) {
  const rho = (a: ArrayLike<number>, b: ArrayLike<number>) => spearman(Array.from(a), Array.from(b)).rho;
  const [jk, jh, kh] = [
    rho(columns[later]!, spend),
    rho(columns[earlier]!, spend),
    rho(columns[later]!, columns[earlier]!),
  ];
  if (jk === null || jh === null || kh === null || spend.length < 4) return null;
  if ([jk, jh, kh].some((r) => Math.abs(r) === 1)) return null;
  const { steiger1980, zou2007_ci95, meng1992 } = dependentCorrelations({ jk, jh, kh, n: spend.length });
  return { steiger1980, zou2007_ci95, meng1992 };
}

// The top fifth by value, with everybody who ties with the last of it.
function topSegment(columns: Columns, spend: ArrayLike<number>, scores: readonly string[]) {
  const size = Math.max(1, Math.round(spend.length / 5));
  const cut = Float64Array.from(spend).sort().at(-size)!;
  const isTop = Float64Array.from(spend, (amount) => (amount >= cut ? 1 : 0));
  const members = isTop.reduce((sum, top) => sum + top, 0);
  if (members === spend.length) return null;
  const entries = scores.map((name) => {
    const { auc, delong_se } = delong(columns[name]!, isTop);
    return [name, { auc, delong_se }] as const;
  });
  return {
    definition: `positive = the ${size} highest spenders (ties at the cut included)`,
    n_pos: members,
    ...Object.fromEntries(entries),
  };
}
