import { randomStream } from "../../../experiments/random/randomStream.ts";
import { columnOf } from "../../data/cohort.ts";
import { type Synthesis, synthesise } from "../../statistics/chains/synthesis.ts";
import type { AnovaIcc } from "../../statistics/models/clustered/anovaIcc.ts";
import type { biasReduced } from "../../statistics/models/clustered/biasReduced.ts";
import type { ClusterBootstrap } from "../../statistics/models/clustered/clusterBootstrap.ts";
import { clusteredSections } from "../../statistics/models/clustered/clusteredSections.ts";
import type { ClusterRobust, ClusterWald } from "../../statistics/models/clustered/clusterRobust.ts";
import type { ConditionalLogit } from "../../statistics/models/clustered/conditionalLogit.ts";
import type { exchangeableGee } from "../../statistics/models/clustered/exchangeableGee.ts";
import type { MixedEntry } from "../../statistics/models/clustered/mixedLogit.ts";
import type { mixedRatioTest, personVarianceTest } from "../../statistics/models/clustered/mixedTests.ts";
import { type ProductEntry, perProduct } from "../../statistics/models/clustered/perProduct.ts";
import type { ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import { type Named, named } from "../../statistics/named.ts";
import { resampledRows } from "../../statistics/numerics/resampledRows.ts";
import type { clusterJackknife } from "../../statistics/ranking/rankedAuc.ts";
import { type StratifiedAuc, stratifiedAuc } from "../../statistics/ranking/stratifiedAuc.ts";
import { rowsByPerson } from "../../statistics/validation/resamples.ts";
import { type Context, entriesOf } from "../context.ts";
import { ladderOf } from "../models/ladder.ts";
import { type Draws, resamplingOf } from "../replicates.ts";
import type { Optional } from "../shown.ts";

type Clustered = ReturnType<typeof clusteredSections>["sections"];

/** What holds when one person has several rows, or several products are compared. */
export type ClusteredComparison = Optional<
  Pick<Clustered, "auc_clustered_obuchowski" | "auc_clustered_differences" | "pooled_logit"> & {
    readonly cluster_robust: ClusterRobust;
    readonly cluster_robust_wald_add_implicit: ClusterWald;
    readonly clubSandwich_CR2: ReturnType<typeof biasReduced>;
    readonly gee_exchangeable_geepack: ReturnType<typeof exchangeableGee>;
    readonly mixed_logit_exact_ml: MixedEntry;
    readonly mixed_logit_laplace: MixedEntry;
    readonly mixed_lr_test_add_implicit: ReturnType<typeof mixedRatioTest>;
    readonly mixed_lr_test_random_intercept: ReturnType<typeof personVarianceTest>;
    readonly within_between_pooled_logit: ModelEntry;
    readonly conditional_logit_within_person: Omit<ConditionalLogit, "kind">;
    readonly cluster_bootstrap_delta_auc: ClusterBootstrap;
    readonly cluster_jackknife_delta_auc: ReturnType<typeof clusterJackknife>;
    readonly product_synthesis: { readonly delta_auc: Synthesis };
  } & Named<"icc1_", AnovaIcc> &
    Named<"auc_within_", Readonly<Record<string, StratifiedAuc | null>>> &
    Named<"per_", Readonly<Record<string, ProductEntry | number | null>>>
>;

/** The products compared one by one, by name; empty where they are not. */
export function productEntries(
  sections: ClusteredComparison,
  product: string,
): readonly (readonly [string, ProductEntry])[] {
  return Object.entries(sections[`per_${product}`] ?? {}).flatMap(([name, entry]) =>
    entry !== null && typeof entry === "object" ? [[name, entry]] : [],
  );
}

/** The sections that hold when one person has several rows, or several products are compared; empty otherwise. */
export function clusteredComparison(context: Context, draws: Draws): ClusteredComparison {
  const sections = { ...clusteredAndProducts(context, draws), ...withinProducts(context) };
  const synthesis = synthesisOf(context, sections);
  return synthesis === null ? sections : { ...sections, product_synthesis: { delta_auc: synthesis } };
}

/** The products' AUC differences pooled by random effects. */
function synthesisOf({ plan, cohort, warn }: Context, sections: ClusteredComparison): Synthesis | null {
  if (plan.product === undefined) return null;
  const known = productEntries(sections, plan.product).flatMap(([, entry]) => {
    if (!("difference" in entry)) return [];
    const { difference, se_difference } = entry;
    return se_difference === null || se_difference <= 0 ? [] : [{ difference, se_difference }];
  });
  if (known.length < 2) return null;
  if (cohort.persons !== null) {
    warn("Pooling over products takes them as independent, but the same people rated several of them.");
  }
  return synthesise({
    estimates: known.map(({ difference }) => difference),
    variances: known.map(({ se_difference }) => se_difference ** 2),
  });
}

/** `auc_within_<product column>` of every measure, beside the pooled one that also counts how products differ. */
function withinProducts({ plan, cohort, measures, warn }: Context): ClusteredComparison {
  const { products } = cohort;
  if (plan.product === undefined || products === null) return {};
  const section = entriesOf(measures, ({ column }) => {
    const found = stratifiedAuc(columnOf(cohort, column), cohort.outcome, products);
    // The variance takes the products' people as different ones.
    return [column, found === null || cohort.persons === null ? found : { ...found, se: null, ci95: null }];
  });
  if (cohort.persons !== null) {
    warn("The AUC within products has no standard error: the same people rated several products.");
  }
  return named("auc_within_", plan.product, section);
}

function clusteredAndProducts(context: Context, draws: Draws): ClusteredComparison {
  const { cohort, plan, warn } = context;
  const { stated, implicit } = headline(context);
  const product =
    plan.product === undefined || cohort.products === null
      ? undefined
      : { name: plan.product, labels: cohort.products };
  if (cohort.persons === null) {
    return product === undefined || stated[0] === undefined || implicit[0] === undefined
      ? {}
      : productSections(context, product);
  }
  warn("Participants have several rows: tests that treat rows as independent are printed for comparison only.");
  const { warnings, sections } = clusteredSections({
    columns: Object.fromEntries(Object.entries(cohort.columns).filter(([name]) => !cohort.dummies.includes(name))),
    outcomeName: cohort.outcomeName,
    outcome: cohort.outcome,
    persons: cohort.persons,
    product,
    floor: plan.covariates.filter((name) => cohort.floor.includes(name)),
    stated,
    implicit,
    draws: personDraws(context, draws),
  });
  for (const sentence of warnings) warn(`Clustered models: ${sentence}.`);
  return sections;
}

// The implicit predictors are tested against every stated predictor of M_full, primaries first.
function headline(context: Context): { readonly stated: readonly string[]; readonly implicit: readonly string[] } {
  const { full, implicit } = ladderOf(context);
  return { stated: full.filter((name) => !implicit.includes(name)), implicit };
}

function personDraws(context: Context, draws: Draws): readonly Int32Array[] {
  const resampling = resamplingOf(context, draws);
  if (resampling.kind === "given") return resampling.indices;
  const persons = rowsByPerson(context.cohort.persons ?? []).length;
  return Array.from({ length: resampling.resamples }, (_, index) =>
    resampledRows(randomStream(resampling.seed, index), persons),
  );
}

function productSections(
  context: Context,
  product: { readonly name: string; readonly labels: readonly string[] },
): ClusteredComparison {
  const { cohort } = context;
  const { stated, implicit } = headline(context);
  const table = perProduct(cohort.columns, {
    outcome: cohort.outcome,
    products: product.labels,
    scores: [implicit[0]!, stated[0]!],
    stated,
    implicit,
    floor: context.plan.covariates.filter((name) => cohort.floor.includes(name)),
  });
  return {
    ...named("per_", product.name, table.products),
    ...named("per_", `${product.name}_holm_delong`, table.holm_delong),
    ...named("per_", `${product.name}_holm_lr`, table.holm_lr),
  };
}
