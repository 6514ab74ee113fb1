import { around, type Interval, total } from "../association/moments.ts";
import { bracketedRoot } from "../numerics/bracketedRoot.ts";
import {
  chiSquaredUpperTail,
  normalHalfWidth,
  normalTwoSided,
  tQuantile,
  tTwoSided,
} from "../numerics/distributions.ts";

/** One effect per brand or study, with its sampling variance. */
export type Effects = {
  readonly estimates: readonly number[];
  readonly variances: readonly number[];
  /** From the analysis scale to the reader's, such as `Math.tanh` for Fisher z; the same scale when absent. */
  readonly backTransform?: (estimate: number) => number;
};

export type PooledEffect = {
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly ci95: Interval;
};

export type RandomEffects = PooledEffect & {
  readonly tau2: number;
  /** Estimate and interval on the reader's scale. */
  readonly back_transformed: readonly [number, number, number];
  /** Hartung-Knapp-Sidik-Jonkman; null for a single effect and for effects that are all equal. */
  readonly hksj: {
    readonly se: number;
    readonly t: number;
    readonly df: number;
    readonly p: number;
    readonly ci95: Interval;
  } | null;
  /** Where the effect of a new brand is expected; null below three effects. */
  readonly prediction_interval_t_kminus2: Interval | null;
};

export type Synthesis = {
  readonly k: number;
  readonly fixed: PooledEffect;
  readonly Q: number;
  readonly Q_df: number;
  readonly Q_p: number;
  readonly I2_percent_from_Q: number | null;
  readonly H2_from_Q: number | null;
  readonly dersimonian_laird: RandomEffects;
  readonly reml: RandomEffects;
  readonly paule_mandel: RandomEffects;
  readonly warnings: readonly string[];
};

type Weighted = {
  readonly weights: readonly number[];
  readonly sum: number;
  readonly mean: number;
  readonly spread: number;
};

/** Fixed and random-effects synthesis of independent effects: DerSimonian & Laird 1986, REML, Paule & Mandel 1982,
 *  each with the interval of Hartung & Knapp 2001 and the prediction interval of Higgins et al. 2009.
 *  `variances[i]` belongs to `estimates[i]`. Effects of the same people are not independent: use a mixed model.
 *  Throws RangeError when there is no effect, lengths differ or a variance is not positive. */
export function synthesise(effects: Effects): Synthesis {
  checkEffects(effects);
  const k = effects.estimates.length;
  const fixed = weigh(effects, 0);
  const df = k - 1;
  const q = fixed.spread;
  return {
    k,
    fixed: pooled(fixed),
    Q: q,
    Q_df: df,
    Q_p: df === 0 ? 1 : chiSquaredUpperTail(q, df),
    I2_percent_from_Q: df === 0 ? null : q > 0 ? Math.max(0, (100 * (q - df)) / q) : 0,
    H2_from_Q: df === 0 ? null : q / df,
    dersimonian_laird: randomEffects(effects, derSimonianLaird(fixed, df)),
    reml: randomEffects(effects, restrictedMaximumLikelihood(effects)),
    paule_mandel: randomEffects(effects, pauleMandel(effects)),
    warnings: warningsFor(k),
  };
}

function checkEffects({ estimates, variances }: Effects): void {
  if (estimates.length === 0 || estimates.length !== variances.length) {
    throw new RangeError(`a synthesis needs one variance per effect, got ${estimates.length} and ${variances.length}`);
  }
  if (!variances.every((variance) => variance > 0)) throw new RangeError("every variance must be positive");
}

function warningsFor(k: number): readonly string[] {
  if (k === 1) return ["one effect: its heterogeneity, Hartung-Knapp and prediction intervals are not computable"];
  return k === 2 ? ["two effects: the prediction interval is not computable"] : [];
}

function weigh({ estimates, variances }: Effects, tau2: number): Weighted {
  const weights = variances.map((variance) => 1 / (variance + tau2));
  const sum = total(weights);
  const mean = total(estimates.map((estimate, i) => weights[i]! * estimate)) / sum;
  return { weights, sum, mean, spread: total(estimates.map((estimate, i) => weights[i]! * (estimate - mean) ** 2)) };
}

function pooled({ sum, mean }: Weighted): PooledEffect {
  const se = Math.sqrt(1 / sum);
  const z = mean / se;
  return { estimate: mean, se, z, p: normalTwoSided(z), ci95: around(mean, normalHalfWidth() * se) };
}

function derSimonianLaird({ weights, sum, spread }: Weighted, df: number): number {
  const scale = sum - total(weights.map((weight) => weight * weight)) / sum;
  return df === 0 ? 0 : Math.max(0, (spread - df) / scale);
}

function pauleMandel(effects: Effects): number {
  const df = effects.estimates.length - 1;
  return varianceRoot(effects, (tau2) => weigh(effects, tau2).spread - df);
}

function restrictedMaximumLikelihood(effects: Effects): number {
  return varianceRoot(effects, (tau2) => {
    const { weights, sum, mean } = weigh(effects, tau2);
    const squared = total(weights.map((weight, i) => weight ** 2 * (effects.estimates[i]! - mean) ** 2));
    const trace = sum - total(weights.map((weight) => weight * weight)) / sum;
    return squared - trace;
  });
}

// Both estimating functions are negative once tau2 outgrows the squared range of the effects.
function varianceRoot({ estimates }: Effects, excess: (tau2: number) => number): number {
  if (estimates.length === 1 || excess(0) <= 0) return 0;
  const high = (estimates.length + 1) * (Math.max(...estimates) - Math.min(...estimates)) ** 2;
  return bracketedRoot(excess, { low: 0, high });
}

function randomEffects(effects: Effects, tau2: number): RandomEffects {
  const weighted = weigh(effects, tau2);
  const effect = pooled(weighted);
  const k = effects.estimates.length;
  const back = effects.backTransform ?? ((estimate: number) => estimate);
  const spreadOfNew = Math.sqrt(tau2 + effect.se ** 2);
  return {
    ...effect,
    tau2,
    back_transformed: [back(effect.estimate), back(effect.ci95[0]), back(effect.ci95[1])],
    hksj: k === 1 ? null : hartungKnapp(weighted, k - 1),
    prediction_interval_t_kminus2: k < 3 ? null : around(effect.estimate, tQuantile(0.975, k - 2) * spreadOfNew),
  };
}

function hartungKnapp({ sum, mean, spread }: Weighted, df: number): RandomEffects["hksj"] {
  const se = Math.sqrt(spread / df / sum);
  if (se === 0) return null;
  return { se, t: mean / se, df, p: tTwoSided(mean / se, df), ci95: around(mean, tQuantile(0.975, df) * se) };
}
