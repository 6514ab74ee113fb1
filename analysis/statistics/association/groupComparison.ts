import { normalTwoSided, tQuantile, tTwoSided } from "../numerics/distributions.ts";
import { logGamma } from "../numerics/specialFunctions.ts";
import { midranks, tieSizes } from "../ranking/midranks.ts";
import { around, average, type MaybeInterval, total, variance } from "./moments.ts";

type TTest = { readonly t: number | null; readonly df: number | null; readonly p: number | null };

/** Mann-Whitney's U of the buyers with its normal test. */
export type MannWhitneyReport = {
  readonly U1: number;
  readonly auc: number;
  readonly cliffs_delta: number;
  readonly z: number | null;
  readonly p: number | null;
  readonly z_continuity: number | null;
  readonly p_continuity: number | null;
};

/** Scores of buyers (1) against those of non-buyers (0); null where a group is too small or constant. */
export type GroupComparison = {
  readonly n1: number;
  readonly n0: number;
  readonly mean1: number;
  readonly mean0: number;
  readonly mean_difference: number;
  readonly student_t: TTest;
  readonly welch_t: TTest & { readonly ci95: MaybeInterval };
  readonly cohen_d_pooled: number | null;
  readonly hedges_g_exact_J: number | null;
  readonly hedges_J: number | null;
  readonly mann_whitney: MannWhitneyReport;
};

/** Compares the scores of buyers and non-buyers: Student and Welch t, Cohen's d, Hedges' g (exact J, 1981),
 *  Mann-Whitney with tie-corrected normal p. `scores[i]` belongs to `outcomes[i]` (1 = bought); differences are
 *  buyers minus non-buyers. Throws RangeError when either group is empty. */
export function compareGroups(scores: readonly number[], outcomes: readonly number[]): GroupComparison {
  const buyers = scores.filter((_, row) => outcomes[row] === 1);
  const others = scores.filter((_, row) => outcomes[row] !== 1);
  if (buyers.length === 0 || others.length === 0) throw new RangeError("both groups need at least one person");
  const [mean1, mean0] = [average(buyers), average(others)];
  return {
    n1: buyers.length,
    n0: others.length,
    mean1,
    mean0,
    mean_difference: mean1 - mean0,
    ...standardised({ gap: mean1 - mean0, buyers, others }),
    mann_whitney: mannWhitney(scores, outcomes),
  };
}

type Groups = { readonly gap: number; readonly buyers: readonly number[]; readonly others: readonly number[] };
type Standardised = Pick<GroupComparison, "student_t" | "welch_t" | "cohen_d_pooled" | "hedges_g_exact_J" | "hedges_J">;

function standardised({ gap, buyers, others }: Groups): Standardised {
  const [n1, n0] = [buyers.length, others.length];
  const [variance1, variance0] = [variance(buyers), variance(others)];
  const df = n1 + n0 - 2;
  const j = df > 1 ? Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2)) / Math.sqrt(df / 2) : null;
  if (variance1 === null || variance0 === null || variance1 + variance0 === 0) {
    const none = { t: null, df: null, p: null };
    return {
      student_t: none,
      welch_t: { ...none, ci95: [null, null] },
      cohen_d_pooled: null,
      hedges_g_exact_J: null,
      hedges_J: j,
    };
  }
  const pooled = Math.sqrt(((n1 - 1) * variance1 + (n0 - 1) * variance0) / df);
  const [share1, share0] = [variance1 / n1, variance0 / n0];
  const se = Math.sqrt(share1 + share0);
  const welchDf = (share1 + share0) ** 2 / (share1 ** 2 / (n1 - 1) + share0 ** 2 / (n0 - 1));
  return {
    student_t: tTest(gap / (pooled * Math.sqrt(1 / n1 + 1 / n0)), df),
    welch_t: { ...tTest(gap / se, welchDf), ci95: around(gap, tQuantile(0.975, welchDf) * se) },
    cohen_d_pooled: gap / pooled,
    hedges_g_exact_J: j === null ? null : (gap / pooled) * j,
    hedges_J: j,
  };
}

function tTest(t: number, df: number): TTest {
  return { t, df, p: tTwoSided(t, df) };
}

/** Mann-Whitney's U of the buyers, tie-corrected, with and without continuity correction (Mann & Whitney 1947).
 *  z and p are null when all scores are equal. Throws nothing for groups of one. */
export function mannWhitney(scores: readonly number[], outcomes: readonly number[]): MannWhitneyReport {
  const n1 = outcomes.filter((outcome) => outcome === 1).length;
  const n0 = scores.length - n1;
  const n = scores.length;
  const ranks = midranks(scores);
  const u = total(ranks.filter((_, row) => outcomes[row] === 1)) - (n1 * (n1 + 1)) / 2;
  const ties = total(tieSizes(scores).map((size) => size ** 3 - size));
  const sd = Math.sqrt(((n1 * n0) / 12) * (n + 1 - ties / (n * (n - 1))));
  const away = u - (n1 * n0) / 2;
  const z = sd > 0 ? away / sd : null;
  const corrected = sd > 0 ? (away - Math.sign(away) * 0.5) / sd : null;
  return {
    U1: u,
    auc: u / (n1 * n0),
    cliffs_delta: (2 * u) / (n1 * n0) - 1,
    z,
    p: z === null ? null : normalTwoSided(z),
    z_continuity: corrected,
    p_continuity: corrected === null ? null : normalTwoSided(corrected),
  };
}
