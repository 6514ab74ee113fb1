import { binomialLogLikelihood } from "../models/logistic/binomialLikelihood.ts";
import { tCdf, tQuantile, tTwoSided, tUpperTail } from "../numerics/distributions.ts";
import { auc } from "../ranking/auc.ts";
import { foldNumbers } from "./folds.ts";

/** Scores of one fold of one repeat, from out-of-fold probabilities. */
export type FoldScores = { readonly auc: number; readonly log_loss: number; readonly brier: number };

/** Two models compared over all folds of all repeats. */
export type RepeatedComparison = {
  readonly mean_difference: number;
  readonly sd: number;
  readonly n_values: number;
  /** Treats overlapping training sets as independent; printed to be distrusted. */
  readonly naive_t: number | null;
  readonly naive_p: number | null;
  readonly corrected_resampled_t: number | null;
  readonly df: number;
  readonly p: number | null;
  readonly ci95: readonly [number, number];
  readonly bayes_correlated_t: {
    readonly rope: number;
    readonly p_left: number;
    readonly p_rope: number;
    readonly p_right: number;
  };
};

/** Scores of every fold, in fold order; null when a fold has only buyers or only non-buyers. */
export function foldScores(
  p: ArrayLike<number>,
  outcome: ArrayLike<number>,
  folds: ArrayLike<number>,
): readonly FoldScores[] | null {
  const scores: FoldScores[] = [];
  for (const fold of foldNumbers(folds)) {
    const rows = Array.from(folds, (_, i) => i).filter((i) => folds[i] === fold);
    const ps = rows.map((i) => p[i]!);
    const ys = rows.map((i) => outcome[i]!);
    if (new Set(ys).size < 2) return null;
    scores.push({
      auc: auc(ps, ys),
      log_loss: -binomialLogLikelihood(ys, ps) / ys.length,
      brier: ps.reduce((sum, value, i) => sum + (value - ys[i]!) ** 2, 0) / ys.length,
    });
  }
  return scores;
}

/**
 * Compares two models by their scores over the same folds: the corrected resampled t of Nadeau & Bengio (2003), variance
 * × (1/J + test/training size), and the Bayesian correlated t of Corani & Benavoli (2015) with a region of practical
 * equivalence ± `rope`. `differences` hold every fold of every repeat, `k` folds a repeat. Throws RangeError below two.
 */
export function compareOverFolds(
  differences: readonly number[],
  { k, rope }: { readonly k: number; readonly rope: number },
): RepeatedComparison {
  const count = differences.length;
  if (count < 2 || k < 2) throw new RangeError(`${count} differences of ${k} folds`);
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const df = count - 1;
  const naiveSe = Math.sqrt(variance / count);
  const se = Math.sqrt(variance * (1 / count + 1 / (k - 1)));
  const ratio = (error: number) => (error > 0 ? mean / error : null);
  const p = (t: number | null) => (t === null ? null : tTwoSided(t, df));
  const half = tQuantile(0.975, df) * se;
  const below = (limit: number) => (se > 0 ? tCdf((limit - mean) / se, df) : Number(mean < limit));
  const left = below(-rope);
  return {
    mean_difference: mean,
    sd: Math.sqrt(variance),
    n_values: count,
    naive_t: ratio(naiveSe),
    naive_p: p(ratio(naiveSe)),
    corrected_resampled_t: ratio(se),
    df,
    p: p(ratio(se)),
    ci95: [mean - half, mean + half],
    bayes_correlated_t: {
      rope,
      p_left: left,
      p_rope: below(rope) - left,
      p_right: se > 0 ? tUpperTail((rope - mean) / se, df) : Number(mean > rope),
    },
  };
}
