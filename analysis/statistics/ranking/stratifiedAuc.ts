import { around, type Interval } from "../association/moments.ts";
import { normalHalfWidth } from "../numerics/distributions.ts";
import { delong } from "./delong.ts";

/** An AUC whose pairs never mix strata. */
export type StratifiedAuc = {
  readonly auc: number;
  /** Null where a stratum has a single buyer or non-buyer. */
  readonly se: number | null;
  readonly ci95: Interval | null;
  /** Strata with buyers and non-buyers, and the pairs compared in them. */
  readonly strata: number;
  readonly pairs: number;
};

/** The chance that a buyer scores above a non-buyer of the same stratum, ties one half: the strata's AUCs weighted by
 *  their pairs, variance by DeLong et al. (1988) within each, strata taken as different people. `strata[i]` is the stratum
 *  of `scores[i]`. Strata with one kind of outcome have no pairs; null when all are so. */
export function stratifiedAuc(
  scores: readonly number[],
  outcomes: readonly number[],
  strata: readonly string[],
): StratifiedAuc | null {
  const parts = [...new Set(strata)].flatMap((stratum) => {
    const rows = strata.flatMap((name, row) => (name === stratum ? [row] : []));
    const bought = rows.map((row) => outcomes[row]!);
    const buyers = bought.filter((value) => value === 1).length;
    if (buyers === 0 || buyers === rows.length) return [];
    const { auc, delong_var: variance } = delong(
      rows.map((row) => scores[row]!),
      bought,
    );
    return [{ auc, variance, pairs: buyers * (rows.length - buyers) }];
  });
  const pairs = parts.reduce((sum, part) => sum + part.pairs, 0);
  if (pairs === 0) return null;
  const auc = parts.reduce((sum, part) => sum + part.auc * part.pairs, 0) / pairs;
  const variances = parts.flatMap((part) => (part.variance === null ? [] : [part.variance * part.pairs ** 2]));
  const isKnown = variances.length === parts.length;
  const se = isKnown ? Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)) / pairs : null;
  return { auc, se, ci95: se === null ? null : around(auc, normalHalfWidth() * se), strata: parts.length, pairs };
}
