import { medianAbsoluteDeviation } from "simple-statistics";
import { tQuantile } from "../numerics/distributions.ts";
import { quantileOfSorted } from "../numerics/quantile.ts";
import { ratio } from "../shares/ratio.ts";
import { around, average, type MaybeInterval, variance } from "./moments.ts";

/** One column described; null where too few or constant values leave a number undefined. */
export type Description = {
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly variance: number | null;
  readonly se_mean: number | null;
  readonly ci95_mean_t: MaybeInterval;
  readonly min: number;
  readonly max: number;
  readonly median: number;
  readonly quantile7: Readonly<Record<"p05" | "p10" | "p25" | "p50" | "p75" | "p90" | "p95", number>>;
  readonly iqr7: number;
  readonly mad_constant_1_4826: number;
  readonly skew_g1: number | null;
  readonly kurtosis_excess_g2: number | null;
  readonly skew_G1: number | null;
  readonly kurtosis_excess_G2: number | null;
};

// Makes the median absolute deviation estimate the SD of a normal, to the digits R's mad() uses.
const NORMAL_CONSISTENCY = 1.4826;

/** Mean, spread, quantiles (type 7, Hyndman & Fan 1996) and shape of the values that are there.
 *  SD and variance with n - 1; skewness and excess kurtosis in the population (g) and the sample (G) version.
 *  Throws RangeError when there is no value. */
export function describe(values: readonly number[]): Description {
  const n = values.length;
  if (n === 0) throw new RangeError("nothing to describe: the column has no value");
  const centre = average(values);
  const spread = variance(values);
  const sd = spread === null ? null : Math.sqrt(spread);
  const se = sd === null ? null : sd / Math.sqrt(n);
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => quantileOfSorted(sorted, share);
  return {
    n,
    mean: centre,
    sd,
    variance: spread,
    se_mean: se,
    ci95_mean_t: se === null ? [null, null] : around(centre, tQuantile(0.975, n - 1) * se),
    min: sorted[0]!,
    max: sorted[n - 1]!,
    median: at(0.5),
    quantile7: {
      p05: at(0.05),
      p10: at(0.1),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
    },
    iqr7: at(0.75) - at(0.25),
    mad_constant_1_4826: NORMAL_CONSISTENCY * medianAbsoluteDeviation([...values]),
    ...shape(values, centre),
  };
}

type Shape = Pick<Description, "skew_g1" | "kurtosis_excess_g2" | "skew_G1" | "kurtosis_excess_G2">;

function shape(values: readonly number[], centre: number): Shape {
  const n = values.length;
  const moment = (power: number) => average(values.map((value) => (value - centre) ** power));
  const second = moment(2);
  const g1 = ratioOrNull(moment(3), second ** 1.5);
  const fourth = ratioOrNull(moment(4), second ** 2);
  const g2 = fourth === null ? null : fourth - 3;
  return {
    skew_g1: g1,
    kurtosis_excess_g2: g2,
    skew_G1: g1 === null || n < 3 ? null : (g1 * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis_excess_G2: g2 === null || n < 4 ? null : (((n + 1) * g2 + 6) * (n - 1)) / ((n - 2) * (n - 3)),
  };
}

// A constant column has no shape, whatever rounding leaves in the numerator.
function ratioOrNull(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : ratio(numerator, denominator);
}
