import { normalHalfWidth, normalTwoSided, tTwoSided } from "../numerics/distributions.ts";
import { around, type Interval } from "./moments.ts";

/** Two correlations with the same outcome j, of predictors k and h that correlate r_kh with each other. */
export type CorrelationTriple = {
  readonly jk: number;
  readonly jh: number;
  readonly kh: number;
  readonly n: number;
};

type TTest = { readonly t: number; readonly df: number; readonly p: number };
type ZTest = { readonly z: number; readonly p: number };

/** Seven ways to compare two correlations of the same people. */
export type DependentCorrelationsReport = {
  readonly r_jk: number;
  readonly r_jh: number;
  readonly r_kh: number;
  readonly n: number;
  readonly difference: number;
  readonly hotelling1940: TTest;
  readonly williams1959: TTest;
  readonly dunn_clark1969: ZTest;
  readonly steiger1980: ZTest;
  readonly hittner2003: ZTest;
  readonly meng1992: ZTest & { readonly ci95_z_difference: Interval };
  readonly zou2007_ci95: Interval;
};

/** Compares r(outcome, k) with r(outcome, h) in the same people: Hotelling 1940, Williams 1959, Dunn & Clark 1969,
 *  Steiger 1980, Hittner et al. 2003, Meng et al. 1992, interval of Zou 2007. Formulas as in cocor (Diedenhofen 2015).
 *  `difference` is r_jk - r_jh. Throws RangeError unless all three lie strictly between -1 and 1 and n > 3. */
export function dependentCorrelations(triple: CorrelationTriple): DependentCorrelationsReport {
  const { jk, jh, kh, n } = triple;
  if (n < 4 || [jk, jh, kh].some((r) => !(Math.abs(r) < 1))) {
    throw new RangeError(`correlations must lie between -1 and 1 with n > 3, got ${jk}, ${jh}, ${kh}, n ${n}`);
  }
  const meanR = (jk + jh) / 2;
  const meanZ = Math.tanh((Math.atanh(jk) + Math.atanh(jh)) / 2);
  return {
    r_jk: jk,
    r_jh: jh,
    r_kh: kh,
    n,
    difference: jk - jh,
    hotelling1940: tTest(hotelling(triple), n - 3),
    williams1959: tTest(williams(triple), n - 3),
    dunn_clark1969: zTest(zDifference(triple, dunnClarkCovariance(triple))),
    steiger1980: zTest(zDifference(triple, pooledCovariance(meanR, kh))),
    hittner2003: zTest(zDifference(triple, pooledCovariance(meanZ, kh))),
    meng1992: meng(triple),
    zou2007_ci95: zou(triple),
  };
}

function tTest(t: number, df: number): TTest {
  return { t, df, p: tTwoSided(t, df) };
}

function zTest(z: number): ZTest {
  return { z, p: normalTwoSided(z) };
}

function determinant({ jk, jh, kh }: CorrelationTriple): number {
  return 1 + 2 * jk * jh * kh - jk ** 2 - jh ** 2 - kh ** 2;
}

function hotelling(triple: CorrelationTriple): number {
  const { jk, jh, kh, n } = triple;
  return (jk - jh) * Math.sqrt(((n - 3) * (1 + kh)) / (2 * determinant(triple)));
}

function williams(triple: CorrelationTriple): number {
  const { jk, jh, kh, n } = triple;
  const spread = 2 * ((n - 1) / (n - 3)) * determinant(triple) + ((jk + jh) / 2) ** 2 * (1 - kh) ** 3;
  return (jk - jh) * Math.sqrt(((n - 1) * (1 + kh)) / spread);
}

function dunnClarkCovariance({ jk, jh, kh }: CorrelationTriple): number {
  const numerator = kh * (1 - jk ** 2 - jh ** 2) - 0.5 * jk * jh * (1 - jk ** 2 - jh ** 2 - kh ** 2);
  return numerator / ((1 - jk ** 2) * (1 - jh ** 2));
}

function pooledCovariance(r: number, kh: number): number {
  return (kh * (1 - 2 * r ** 2) - 0.5 * r ** 2 * (1 - 2 * r ** 2 - kh ** 2)) / (1 - r ** 2) ** 2;
}

function zDifference({ jk, jh, n }: CorrelationTriple, shared: number): number {
  return ((Math.atanh(jk) - Math.atanh(jh)) * Math.sqrt(n - 3)) / Math.sqrt(2 - 2 * shared);
}

function meng({ jk, jh, kh, n }: CorrelationTriple): DependentCorrelationsReport["meng1992"] {
  const gap = Math.atanh(jk) - Math.atanh(jh);
  const meanSquare = (jk ** 2 + jh ** 2) / 2;
  const f = Math.min(1, (1 - kh) / (2 * (1 - meanSquare)));
  const h = (1 - f * meanSquare) / (1 - meanSquare);
  const se = Math.sqrt((2 * (1 - kh) * h) / (n - 3));
  return { ...zTest(gap / se), ci95_z_difference: around(gap, normalHalfWidth() * se) };
}

function zou({ jk, jh, kh, n }: CorrelationTriple): Interval {
  const [lower1, upper1] = limits(jk, n);
  const [lower2, upper2] = limits(jh, n);
  const spread = 1 - jk ** 2 - jh ** 2 - kh ** 2;
  const shared = ((kh - 0.5 * jk * jh) * spread + kh ** 3) / ((1 - jk ** 2) * (1 - jh ** 2));
  const below = (jk - lower1) ** 2 + (upper2 - jh) ** 2 - 2 * shared * (jk - lower1) * (upper2 - jh);
  const above = (upper1 - jk) ** 2 + (jh - lower2) ** 2 - 2 * shared * (upper1 - jk) * (jh - lower2);
  return [jk - jh - Math.sqrt(below), jk - jh + Math.sqrt(above)];
}

function limits(r: number, n: number): Interval {
  const [lower, upper] = around(Math.atanh(r), normalHalfWidth() / Math.sqrt(n - 3));
  return [Math.tanh(lower), Math.tanh(upper)];
}

/** A correlation of one group of people. */
export type GroupCorrelation = { readonly r: number; readonly n: number };

/** Compares the correlations of two separate groups (Fisher 1925; interval of Zou 2007), first minus second.
 *  Throws RangeError unless both lie strictly between -1 and 1 with n > 3. */
export function independentCorrelations(
  first: GroupCorrelation,
  second: GroupCorrelation,
): { readonly z: number; readonly p: number; readonly cohen_q: number; readonly zou2007_ci95: Interval } {
  if ([first, second].some(({ r, n }) => !(Math.abs(r) < 1) || n < 4)) {
    throw new RangeError("correlations must lie between -1 and 1 with n > 3");
  }
  const gap = Math.atanh(first.r) - Math.atanh(second.r);
  const [lower1, upper1] = limits(first.r, first.n);
  const [lower2, upper2] = limits(second.r, second.n);
  const difference = first.r - second.r;
  return {
    ...zTest(gap / Math.sqrt(1 / (first.n - 3) + 1 / (second.n - 3))),
    cohen_q: gap,
    zou2007_ci95: [
      difference - Math.hypot(first.r - lower1, upper2 - second.r),
      difference + Math.hypot(upper1 - first.r, second.r - lower2),
    ],
  };
}
