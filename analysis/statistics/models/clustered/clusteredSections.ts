import { type Named, named } from "../../named.ts";
import { aucClustered, clusteredDifference } from "../../ranking/clusteredAuc.ts";
import { clusterJackknife, rankedAucDifference } from "../../ranking/rankedAuc.ts";
import { type Columns, designOf, dummyColumns, withoutColumn } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";
import { modelEntry } from "../logistic/logisticRegression.ts";
import { type AnovaIcc, anovaIcc } from "./anovaIcc.ts";
import { biasReduced } from "./biasReduced.ts";
import { clusterBootstrap } from "./clusterBootstrap.ts";
import { clusterRobust, clusterWald } from "./clusterRobust.ts";
import { type Clusters, clustersOf } from "./clusters.ts";
import { type ConditionalLogit, conditionalLogit } from "./conditionalLogit.ts";
import { exchangeableGee } from "./exchangeableGee.ts";
import { fitMixedLogit, mixedEntry } from "./mixedLogit.ts";
import { mixedRatioTest, personVarianceTest } from "./mixedTests.ts";
import { perProduct } from "./perProduct.ts";
import { withinBetween } from "./withinBetween.ts";

/** A study with several rows a person. */
export type ClusteredStudy = {
  /** Stated and implicit scores, covariates of the floor. */
  readonly columns: Columns;
  readonly outcomeName: string;
  readonly outcome: ArrayLike<number>;
  /** Whose row it is. */
  readonly persons: readonly (string | number)[];
  /** The product of each row, with the name of its column; absent when rows are repeats of one product. */
  readonly product?: { readonly name: string; readonly labels: readonly string[] } | undefined;
  readonly floor?: readonly string[];
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
  /** Zero-based positions of persons by first appearance, one list a resample. */
  readonly draws?: readonly ArrayLike<number>[] | undefined;
};

/** The sections of a clustered comparison under the reference's names: pooled and mixed models, the choice within a
 *  person, clustered AUCs, each product. Models that cannot be fitted are null, with the reason in `warnings`. */
export function clusteredSections(study: ClusteredStudy) {
  const clusters = clustersOf(study.persons);
  const dummies = study.product === undefined ? {} : dummyColumns(study.product.name, study.product.labels);
  const columns = { ...study.columns, ...dummies };
  const whole = [...(study.floor ?? []), ...Object.keys(dummies)];
  const models = modelSections({ study, columns, clusters, whole });
  const icc = clusters.length > 1 && study.outcome.length > clusters.length;
  return {
    sections: {
      ...models.sections,
      ...(icc ? named("icc1_", `${study.outcomeName}_anova`, anovaIcc(study.outcome, clusters)) : {}),
      ...(icc ? measureIccs(study, clusters) : {}),
      ...aucSections(study, clusters),
      ...productSections(study),
    },
    warnings: models.warnings,
  };
}

function measureIccs({ columns, stated, implicit }: ClusteredStudy, clusters: Clusters): Named<"icc1_", AnovaIcc> {
  const entries = [...stated, ...implicit].map((name) =>
    named("icc1_", `${name}_anova`, anovaIcc(columns[name]!, clusters)),
  );
  return Object.assign({}, ...entries);
}

type Prepared = {
  readonly study: ClusteredStudy;
  readonly columns: Columns;
  readonly clusters: Clusters;
  readonly whole: readonly string[];
};

function modelSections({ study, columns, clusters, whole }: Prepared) {
  const { outcome, stated, implicit } = study;
  const design = designOf(columns, [...stated, ...implicit, ...whole], outcome.length);
  const pooled = fitLogistic(design, outcome);
  const split = withinBetween(columns, { outcome, clusters, split: [...stated, ...implicit], whole });
  const conditional = conditionalLogit(design, outcome, clusters);
  const mixed = mixedSections({ study, columns, clusters, whole });
  const failures = [
    pooled.kind === "notFitted" ? [`the pooled model has no estimate: ${pooled.reason}`] : [],
    split.kind === "notFitted" ? [`the split within and between persons has no estimate: ${split.reason}`] : [],
    conditional.kind === "notFitted" ? [`the choice within a person has no estimate: ${conditional.reason}`] : [],
    mixed.warnings,
  ];
  const sections = {
    pooled_logit: pooled.kind === "fitted" ? modelEntry(pooled) : null,
    ...(pooled.kind === "fitted" ? robustSections(pooled, clusters, implicit) : {}),
    ...mixed.sections,
    within_between_pooled_logit: split.kind === "fitted" ? split.entry : null,
    conditional_logit_within_person: conditional.kind === "fitted" ? withoutKind(conditional) : null,
  };
  return { sections, warnings: failures.flat() };
}

function withoutKind({ kind: _kind, ...within }: ConditionalLogit) {
  return within;
}

function robustSections(pooled: Parameters<typeof clusterRobust>[0], clusters: Clusters, implicit: readonly string[]) {
  return {
    cluster_robust: clusterRobust(pooled, clusters),
    ...(implicit[0] === undefined
      ? {}
      : { cluster_robust_wald_add_implicit: clusterWald(pooled, clusters, implicit[0]) }),
    clubSandwich_CR2: biasReduced(pooled, clusters),
    gee_exchangeable_geepack: exchangeableGee(pooled, clusters),
  };
}

function mixedSections({ study, columns, clusters, whole }: Prepared) {
  const { outcome, stated, implicit } = study;
  const design = designOf(columns, [...stated, ...implicit, ...whole], outcome.length);
  const full = fitMixedLogit(design, { outcome, clusters });
  if (full.kind === "notFitted") {
    return { sections: { mixed_logit_exact_ml: null }, warnings: [`the mixed model has no estimate: ${full.reason}`] };
  }
  const laplace = fitMixedLogit(design, { outcome, clusters, nodes: 1 });
  const without = implicit.reduce((rest, name) => withoutColumn(rest, rest.names.indexOf(name)), design);
  const smaller = fitMixedLogit(without, { outcome, clusters });
  const entry = mixedEntry(full);
  return {
    sections: {
      mixed_logit_exact_ml: entry,
      mixed_logit_laplace: laplace.kind === "fitted" ? mixedEntry(laplace) : null,
      mixed_lr_test_add_implicit: smaller.kind === "fitted" ? mixedRatioTest(smaller, full) : null,
      mixed_lr_test_random_intercept: personVarianceTest(full),
    },
    warnings: entry.warnings,
  };
}

function aucSections({ columns, outcome, stated, implicit, draws }: ClusteredStudy, clusters: Clusters) {
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, columns[name]!]));
  const pairs = implicit.flatMap((later) => stated.map((earlier) => [later, earlier] as const));
  const difference = ([later, earlier]: readonly [string, string]) =>
    clusteredDifference([columns[later]!, columns[earlier]!], outcome, clusters);
  const primary = pairs[0];
  const sections = {
    auc_clustered_obuchowski: aucClustered(pick([...stated, ...implicit]), outcome, clusters),
    auc_clustered_differences: Object.fromEntries(pairs.map((pair) => [pair.join("_minus_"), difference(pair)])),
  };
  if (primary === undefined) return sections;
  const compared = [columns[primary[0]]!, columns[primary[1]]!] as const;
  const statistic = rankedAucDifference(compared, outcome);
  return {
    ...sections,
    ...(draws === undefined ? {} : { cluster_bootstrap_delta_auc: clusterBootstrap(statistic, clusters, draws) }),
    cluster_jackknife_delta_auc: clusterJackknife(compared, outcome, clusters),
  };
}

function productSections({ columns, outcome, product, stated, implicit, floor = [] }: ClusteredStudy) {
  const [first, second] = [implicit[0], stated[0]];
  if (product === undefined || first === undefined || second === undefined) return {};
  const question = { outcome, products: product.labels, scores: [first, second] as const, stated, implicit, floor };
  const { products, holm_delong, holm_lr } = perProduct(columns, question);
  return {
    ...named("per_", product.name, products),
    ...named("per_", `${product.name}_holm_delong`, holm_delong),
    ...named("per_", `${product.name}_holm_lr`, holm_lr),
  };
}
