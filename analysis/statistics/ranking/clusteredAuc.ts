import { around, average, type Interval } from "../association/moments.ts";
import type { Clusters } from "../models/clustered/clusters.ts";
import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { delong, delongPaired } from "./delong.ts";
import { placements } from "./placements.ts";

/** AUCs of several scores of the same rows with their covariance between clusters. */
export type ClusteredAucs = {
  readonly auc: readonly number[];
  /** Null where buyers or non-buyers come from a single cluster. */
  readonly vcov: readonly (readonly number[])[] | null;
};

/** One score's AUC with the standard error that counts persons, and the naive one that counts rows. */
export type ClusteredAuc = {
  readonly auc: number;
  readonly se: number | null;
  readonly ci95: Interval | null;
  readonly se_naive_delong: number | null;
};

/** Two scores' AUCs compared, persons counted; beside it what counting rows would say. */
export type ClusteredDifference = {
  readonly difference: number;
  readonly se: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly ci95: Interval | null;
  readonly naive_delong: {
    readonly se_difference: number | null;
    readonly z: number | null;
    readonly p: number | null;
  };
};

type Scores = Readonly<Record<string, ArrayLike<number>>>;

/** AUCs and their covariance when a person has several rows (Obuchowski 1997); with one row a person it is DeLong's.
 *  `scores` are the columns of one table, in the order of the answer; `outcome[i]` is 0 or 1.
 *  Throws RangeError when nobody or everybody bought. */
export function clusteredAucs(
  scores: readonly ArrayLike<number>[],
  outcome: ArrayLike<number>,
  clusters: Clusters,
): ClusteredAucs {
  const placed = scores.map((score) => deviations(score, outcome));
  const counts = clusters.map((rows) => rows.reduce((sum, row) => sum + outcome[row]!, 0));
  const buyers = counts.reduce((sum, count) => sum + count, 0);
  const withBuyers = counts.filter((count) => count > 0).length;
  const withOthers = counts.filter((count, i) => count < clusters[i]!.length).length;
  const auc = placed.map((score) => score.auc);
  if (withBuyers < 2 || withOthers < 2) return { auc, vcov: null };
  const sums = placed.map(({ deviation }) => clusterSums(deviation, outcome, clusters));
  const size = {
    buyers,
    others: outcome.length - buyers,
    forBuyers: withBuyers / (withBuyers - 1),
    forOthers: withOthers / (withOthers - 1),
    forBoth: clusters.length / (clusters.length - 1),
  };
  return { auc, vcov: sums.map((a) => sums.map((b) => covarianceOf(a, b, size))) };
}

function deviations(score: ArrayLike<number>, outcome: ArrayLike<number>) {
  const { ofBuyers, ofNonBuyers } = placements(score, outcome);
  const auc = average(ofBuyers);
  const deviation = new Float64Array(outcome.length);
  let [buyer, other] = [0, 0];
  for (let row = 0; row < outcome.length; row++) {
    deviation[row] = (outcome[row] === 1 ? ofBuyers[buyer++]! : ofNonBuyers[other++]!) - auc;
  }
  return { auc, deviation };
}

type ClusterSums = { readonly buyers: Float64Array; readonly others: Float64Array };

function clusterSums(deviation: Float64Array, outcome: ArrayLike<number>, clusters: Clusters): ClusterSums {
  const buyers = new Float64Array(clusters.length);
  const others = new Float64Array(clusters.length);
  clusters.forEach((rows, i) => {
    for (const row of rows) (outcome[row] === 1 ? buyers : others)[i]! += deviation[row]!;
  });
  return { buyers, others };
}

type Size = {
  readonly buyers: number;
  readonly others: number;
  readonly forBuyers: number;
  readonly forOthers: number;
  readonly forBoth: number;
};

function covarianceOf(a: ClusterSums, b: ClusterSums, size: Size): number {
  const product = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const ofBuyers = (size.forBuyers * product(a.buyers, b.buyers)) / size.buyers ** 2;
  const ofOthers = (size.forOthers * product(a.others, b.others)) / size.others ** 2;
  const mixed = size.forBoth * (product(a.buyers, b.others) + product(b.buyers, a.others));
  return ofBuyers + ofOthers + mixed / (size.buyers * size.others);
}

/** The `auc_clustered_obuchowski` section: every score's AUC with both standard errors. */
export function aucClustered(
  scores: Scores,
  outcome: ArrayLike<number>,
  clusters: Clusters,
): Readonly<Record<string, ClusteredAuc>> {
  const { auc, vcov } = clusteredAucs(Object.values(scores), outcome, clusters);
  const entries = Object.entries(scores).map(([name, score], j) => {
    const se = vcov === null ? null : Math.sqrt(vcov[j]![j]!);
    const ci95 = se === null ? null : around(auc[j]!, normalHalfWidth() * se);
    return [name, { auc: auc[j]!, se, ci95, se_naive_delong: delong(score, outcome).delong_se }] as const;
  });
  return Object.fromEntries(entries);
}

/** Difference of two clustered AUCs, first minus second; z and p are null when it has no variance. */
export function clusteredDifference(
  [first, second]: readonly [ArrayLike<number>, ArrayLike<number>],
  outcome: ArrayLike<number>,
  clusters: Clusters,
): ClusteredDifference {
  const { auc, vcov } = clusteredAucs([first, second], outcome, clusters);
  const difference = auc[0]! - auc[1]!;
  const se = vcov === null ? null : Math.sqrt(Math.max(0, vcov[0]![0]! + vcov[1]![1]! - 2 * vcov[0]![1]!));
  const z = se === null || se === 0 ? null : difference / se;
  const naive = delongPaired(first, second, outcome);
  return {
    difference,
    se,
    z,
    p: z === null ? null : normalTwoSided(z),
    ci95: se === null ? null : around(difference, normalHalfWidth() * se),
    naive_delong: { se_difference: naive.se_difference, z: naive.z, p: naive.p },
  };
}
