import { type SpearmanReport, spearman } from "../../association/correlation.ts";
import { type DependentCorrelationsReport, dependentCorrelations } from "../../association/dependentCorrelations.ts";
import { type Named, named } from "../../named.ts";
import { type AucReport, delong } from "../../ranking/delong.ts";
import { type Concentration, concentration } from "../../value/concentration.ts";
import type { Columns } from "../logistic/design.ts";
import { type CountDistribution, countDistribution } from "./countDistribution.ts";
import type { CountStudy } from "./countStudy.ts";
import { type NegativeBinomialEntry, negativeBinomialModel } from "./negativeBinomialModel.ts";
import { type PoissonEntry, poissonModel } from "./poissonModel.ts";
import {
  type GammaEntry,
  gammaModel,
  type LogNormalEntry,
  logNormalModel,
  type TwoPartEntry,
  twoPartModel,
} from "./spendModels.ts";
import { type HurdleEntry, hurdleModel, type ZeroInflatedEntry, zeroInflatedModel } from "./zeroModels.ts";

/** The sections of a count or an amount; a model without an estimate is null. */
export type QuantitySections = {
  readonly poisson?: PoissonEntry | null;
  readonly negative_binomial_nb2?: NegativeBinomialEntry | null;
  readonly hurdle?: HurdleEntry | null;
  readonly zero_inflated_poisson_constant_inflation?: ZeroInflatedEntry | null;
  readonly count_distribution?: CountDistribution;
  readonly gamma_glm_positive_spend?: GammaEntry | null;
  readonly lognormal_positive_spend?: LogNormalEntry | null;
  readonly two_part_expected_spend?: TwoPartEntry | null;
  readonly rank_association_with_spend?: Readonly<Record<string, Pick<SpearmanReport, "rho" | "p_t_approx">>>;
  readonly concentration?: Concentration;
  readonly top_value_segment_auc?: TopSegment | null;
} & Named<"spearman_dependent_comparison_", RankTest | null>;

/** Sections by name, with the reason of every model that has no estimate in `warnings`. */
export type Sections = { readonly sections: QuantitySections; readonly warnings: readonly string[] };

/** Two rank correlations with spend compared. */
export type RankTest = Pick<DependentCorrelationsReport, "steiger1980" | "zou2007_ci95" | "meng1992">;

/** Who spends most, and how well each score finds them. */
export type TopSegment = {
  readonly definition: string;
  readonly n_pos: number;
  readonly [measure: string]: string | number | Pick<AucReport, "auc" | "delong_se">;
};

/** The sections of a count outcome under the reference's names: Poisson, NB2, hurdle, zero-inflated Poisson; and
 *  observed beside expected counts. */
export function countSections(study: CountStudy): Sections {
  const models = {
    poisson: poissonModel(study),
    negative_binomial_nb2: negativeBinomialModel(study),
    hurdle: hurdleModel(study),
    zero_inflated_poisson_constant_inflation: zeroInflatedModel(study),
  };
  const distribution = countDistribution(study);
  return {
    sections: {
      poisson: fittedOrNull(models.poisson),
      negative_binomial_nb2: fittedOrNull(models.negative_binomial_nb2),
      hurdle: fittedOrNull(models.hurdle),
      zero_inflated_poisson_constant_inflation: fittedOrNull(models.zero_inflated_poisson_constant_inflation),
      ...(distribution ? { count_distribution: distribution } : {}),
    },
    warnings: reasonsOf(models),
  };
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
  const models = {
    gamma_glm_positive_spend: gammaModel(study),
    lognormal_positive_spend: logNormalModel(study),
    two_part_expected_spend: twoPartModel(study),
  };
  const [later, earlier] = [implicit[0], stated[0]];
  const comparison =
    later === undefined || earlier === undefined
      ? {}
      : named(
          "spearman_dependent_comparison_",
          `${later}_vs_${earlier}`,
          rankComparison(columns, spend, [later, earlier]),
        );
  return {
    sections: {
      gamma_glm_positive_spend: fittedOrNull(models.gamma_glm_positive_spend),
      lognormal_positive_spend: fittedOrNull(models.lognormal_positive_spend),
      two_part_expected_spend: fittedOrNull(models.two_part_expected_spend),
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
    warnings: reasonsOf(models),
  };
}

type Unfitted = { readonly reason: string };

function isFitted<Model extends object>(model: Model): model is Exclude<Model, Unfitted> {
  return !("reason" in model);
}

function fittedOrNull<Model extends object>(model: Model): Exclude<Model, Unfitted> | null {
  return isFitted(model) ? model : null;
}

function reasonsOf(models: Readonly<Record<string, object>>): readonly string[] {
  return Object.entries(models).flatMap(([name, model]) =>
    "reason" in model ? [`${name} has no estimate: ${String(model.reason)}`] : [],
  );
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
function topSegment(columns: Columns, spend: ArrayLike<number>, scores: readonly string[]): TopSegment | null {
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
