import type { Interval } from "../association/moments.ts";
import { fitLinear, type LinearFit, linearEntry } from "../models/linear/linearRegression.ts";
import { designOf } from "../models/logistic/design.ts";
import { normalTwoSided } from "../numerics/distributions.ts";
import { type BcaInterval, bcaInterval, percentileInterval } from "../validation/bootstrapInterval.ts";

/** One value per unit, all in the same order. */
export type UnitColumns = {
  /** Employees. */
  readonly eng: readonly number[];
  /** Customers' experience. */
  readonly cx: readonly number[];
  /** Customers' value. */
  readonly val: readonly number[];
};

/** The three regressions of a chain. */
export type ChainPaths = { readonly a: LinearFit; readonly b: LinearFit; readonly total: LinearFit };

type ProductTest = { readonly se: number; readonly z: number; readonly p: number };

export type Mediation = {
  readonly a: number;
  readonly b: number;
  readonly c_prime: number;
  readonly c_total: number;
  readonly indirect: number;
  /** Null when there is no total effect. */
  readonly proportion_mediated: number | null;
  readonly sobel: ProductTest;
  readonly aroian: ProductTest;
  /** The larger p of both links: both must hold. */
  readonly joint_significance_p: number | null;
  readonly fully_standardised_indirect: number | null;
  readonly bootstrap: {
    readonly resamples: number;
    readonly undefined_resamples: number;
    readonly replicates_first5: readonly number[];
    readonly se: number | null;
    readonly percentile95_type7: Interval | null;
    readonly bca: BcaInterval | null;
  };
};

/** The unit-level regressions: experience on employees, value on both, value on employees alone; a reason when units
 *  are too few or too alike. */
export function chainPaths({ eng, cx, val }: UnitColumns): ChainPaths | { readonly reason: string } {
  const n = eng.length;
  const a = fitLinear(designOf({ eng }, ["eng"], n), cx);
  const b = fitLinear(designOf({ eng, cx }, ["eng", "cx"], n), val);
  const total = fitLinear(designOf({ eng }, ["eng"], n), val);
  if (a.kind === "notFitted") return { reason: a.reason };
  if (b.kind === "notFitted") return { reason: b.reason };
  if (total.kind === "notFitted") return { reason: total.reason };
  return { a, b, total };
}

/** The indirect effect a b through the customers' experience, with the tests of Sobel 1982 and Aroian 1947, joint
 *  significance, and the bootstrap of units (percentile and BCa). `draws` hold zero-based positions of units.
 *  Association along an assumed order, not proof of cause. */
export function mediation(units: UnitColumns, paths: ChainPaths, draws: readonly ArrayLike<number>[]): Mediation {
  const [a, b] = [paths.a.beta[1]!, paths.b.beta[2]!];
  const total = paths.total.beta[1]!;
  const [seA, seB] = [standardError(paths.a, 1), standardError(paths.b, 2)];
  const first = b * b * seA * seA + a * a * seB * seB;
  const [pA, pB] = [pOf(paths.a, "eng"), pOf(paths.b, "cx")];
  const [sdEng, sdVal] = [spread(units.eng), spread(units.val)];
  return {
    a,
    b,
    c_prime: paths.b.beta[1]!,
    c_total: total,
    indirect: a * b,
    proportion_mediated: total === 0 ? null : (a * b) / total,
    sobel: productTest(a * b, Math.sqrt(first)),
    aroian: productTest(a * b, Math.sqrt(first + seA * seA * seB * seB)),
    joint_significance_p: pA === null || pB === null ? null : Math.max(pA, pB),
    fully_standardised_indirect: sdVal === 0 ? null : (a * b * sdEng) / sdVal,
    bootstrap: bootstrapIndirect(units, a * b, draws),
  };
}

/** Standard errors by maximum likelihood, which divides by n, as structural equation programs print them. */
export function likelihoodErrors({ a, b }: ChainPaths) {
  const shrunk = (fit: LinearFit, j: number) => standardError(fit, j) * Math.sqrt(fit.df / fit.design.rows);
  const [aSe, bSe] = [shrunk(a, 1), shrunk(b, 2)];
  const delta = Math.sqrt((b.beta[2]! * aSe) ** 2 + (a.beta[1]! * bSe) ** 2);
  return { a_se: aSe, b_se: bSe, ab_se_delta: delta, note: "ML SE use n not n-k" };
}

function standardError({ sigma, bread }: LinearFit, j: number): number {
  return sigma * Math.sqrt(bread[j]![j]!);
}

function pOf(fit: LinearFit, name: string): number | null {
  return linearEntry(fit).coefficients[name]?.p ?? null;
}

function productTest(product: number, se: number): ProductTest {
  const z = se === 0 ? 0 : product / se;
  return { se, z, p: normalTwoSided(z) };
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function bootstrapIndirect(units: UnitColumns, estimate: number, draws: readonly ArrayLike<number>[]) {
  const replicates = draws.map((draw) => indirectOf(units, Array.from(draw))).filter((value) => value !== null);
  const everyone = units.eng.map((_, unit) => unit);
  const jackknife = everyone.map((left) =>
    indirectOf(
      units,
      everyone.filter((unit) => unit !== left),
    ),
  );
  const known = jackknife.filter((value) => value !== null);
  const isSpread = replicates.length > 1;
  return {
    resamples: draws.length,
    undefined_resamples: draws.length - replicates.length,
    replicates_first5: replicates.slice(0, 5),
    se: isSpread ? spread(replicates) : null,
    percentile95_type7: isSpread ? percentileInterval(replicates) : null,
    bca: isSpread && known.length === jackknife.length ? bcaInterval(estimate, replicates, known) : null,
  };
}

function indirectOf(units: UnitColumns, chosen: readonly number[]): number | null {
  const pick = (values: readonly number[]) => chosen.map((unit) => values[unit]!);
  const paths = chainPaths({ eng: pick(units.eng), cx: pick(units.cx), val: pick(units.val) });
  return "reason" in paths ? null : paths.a.beta[1]! * paths.b.beta[2]!;
}
