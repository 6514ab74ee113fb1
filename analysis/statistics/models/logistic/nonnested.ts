import { normalTwoSided } from "../../numerics/distributions.ts";
import type { LogisticFit } from "./fitLogistic.ts";

/** Vuong's comparison of two models of the same rows, first against second; z null when the models coincide. */
export type VuongTest = {
  readonly lr: number;
  readonly omega_n_denominator: number;
  readonly z_raw: number | null;
  readonly p_raw_two_sided: number | null;
  readonly z_aic: number | null;
  readonly p_aic_two_sided: number | null;
  readonly z_bic: number | null;
  readonly p_bic_two_sided: number | null;
};

/** The `nonnested` section. */
export type Nonnested = {
  readonly vuong_stated_vs_implicit: VuongTest;
  readonly delta_aic_implicit_minus_stated: number;
  readonly delta_bic_implicit_minus_stated: number;
  readonly bic_bayes_factor_implicit_over_stated: number;
  readonly akaike_weights: Readonly<Record<"stated" | "implicit" | "full", number>>;
};

function logRatios(first: LogisticFit, second: LogisticFit): readonly number[] {
  return Array.from(first.fitted, (p, i) =>
    first.outcome[i] === 1
      ? Math.log(p) - Math.log(second.fitted[i]!)
      : Math.log1p(-p) - Math.log1p(-second.fitted[i]!),
  );
}

/** Vuong's (1989) test of two non-nested models, raw and with the AIC and BIC corrections; variance over n.
 *  Throws RangeError unless both models hold the same rows. */
function vuongTest(first: LogisticFit, second: LogisticFit): VuongTest {
  const n = first.design.rows;
  if (second.design.rows !== n) throw new RangeError(`models of ${n} and ${second.design.rows} rows`);
  const ratios = logRatios(first, second);
  const lr = ratios.reduce((sum, value) => sum + value, 0);
  const omega = Math.sqrt(ratios.reduce((sum, value) => sum + (value - lr / n) ** 2, 0) / n);
  const extra = first.beta.length - second.beta.length;
  const z = (statistic: number) => (omega > 0 ? statistic / (omega * Math.sqrt(n)) : null);
  const p = (statistic: number | null) => (statistic === null ? null : normalTwoSided(statistic));
  const [raw, aic, bic] = [z(lr), z(lr - extra), z(lr - (extra * Math.log(n)) / 2)];
  return {
    lr,
    omega_n_denominator: omega,
    z_raw: raw,
    p_raw_two_sided: p(raw),
    z_aic: aic,
    p_aic_two_sided: p(aic),
    z_bic: bic,
    p_bic_two_sided: p(bic),
  };
}

/** Weights of models by their AIC (Akaike 1978): relative likelihoods that sum to 1. */
function akaikeWeights<Name extends string>(aic: Readonly<Record<Name, number>>): Readonly<Record<Name, number>> {
  // Object.entries forgets the key type that the parameter carries.
  const entries = Object.entries(aic) as [Name, number][];
  const least = Math.min(...entries.map(([, value]) => value));
  const relative = entries.map(([name, value]) => [name, Math.exp(-(value - least) / 2)] as const);
  const total = relative.reduce((sum, [, weight]) => sum + weight, 0);
  return Object.fromEntries(relative.map(([name, weight]) => [name, weight / total])) as Record<Name, number>;
}

function aicOf({ beta, logLikelihood }: LogisticFit): number {
  return -2 * logLikelihood + 2 * beta.length;
}

function bicOf({ beta, logLikelihood, design }: LogisticFit): number {
  return -2 * logLikelihood + Math.log(design.rows) * beta.length;
}

/** Stated against implicit as rival models: Vuong, AIC and BIC differences, BIC Bayes factor (Raftery 1995) and Akaike
 *  weights of the three. */
export function nonnested(fits: Readonly<Record<"stated" | "implicit" | "full", LogisticFit>>): Nonnested {
  const { stated, implicit, full } = fits;
  const deltaBic = bicOf(implicit) - bicOf(stated);
  return {
    vuong_stated_vs_implicit: vuongTest(stated, implicit),
    delta_aic_implicit_minus_stated: aicOf(implicit) - aicOf(stated),
    delta_bic_implicit_minus_stated: deltaBic,
    bic_bayes_factor_implicit_over_stated: Math.exp(-deltaBic / 2),
    akaike_weights: akaikeWeights({ stated: aicOf(stated), implicit: aicOf(implicit), full: aicOf(full) }),
  };
}
