import { around, type Interval } from "../association/moments.ts";
import { betaQuantile, normalHalfWidth } from "../numerics/distributions.ts";

/** A share with its 95 % intervals by six methods; only `x`, `n` and a null estimate when n is 0. */
export type ProportionReport =
  | { readonly x: number; readonly n: 0; readonly estimate: null; readonly wilson95?: never }
  | {
      readonly x: number;
      readonly n: number;
      readonly estimate: number;
      readonly wilson95: Interval;
      readonly wilson95_continuity: Interval;
      readonly wald95: Interval;
      readonly agresti_coull95: Interval;
      readonly clopper_pearson95: Interval;
      readonly jeffreys95: Interval;
    };

/** `x` of `n` people as a share with 95 % intervals (Wilson 1927; Clopper & Pearson 1934; Agresti & Coull 1998;
 *  Brown, Cai & DasGupta 2001). Shares from 0 to 1; Wald and Agresti-Coull limits may leave that range.
 *  Throws RangeError unless 0 <= x <= n are whole numbers. */
export function proportion(x: number, n: number): ProportionReport {
  if (!Number.isInteger(x) || !Number.isInteger(n) || x < 0 || x > n) {
    throw new RangeError(`a share needs whole numbers 0 <= x <= n, got ${x} of ${n}`);
  }
  if (n === 0) return { x, n: 0, estimate: null };
  const z = normalHalfWidth();
  const share = x / n;
  const padded = n + z * z;
  const paddedShare = (x + (z * z) / 2) / padded;
  return {
    x,
    n,
    estimate: share,
    wilson95: wilson(x, n),
    wilson95_continuity: wilsonWithContinuity(x, n),
    wald95: around(share, z * Math.sqrt((share * (1 - share)) / n)),
    agresti_coull95: around(paddedShare, z * Math.sqrt((paddedShare * (1 - paddedShare)) / padded)),
    clopper_pearson95: [
      x === 0 ? 0 : betaQuantile(0.025, x, n - x + 1),
      x === n ? 1 : betaQuantile(0.975, x + 1, n - x),
    ],
    jeffreys95: [
      x === 0 ? 0 : betaQuantile(0.025, x + 0.5, n - x + 0.5),
      x === n ? 1 : betaQuantile(0.975, x + 0.5, n - x + 0.5),
    ],
  };
}

/** Wilson's score interval of `x` of `n` (Wilson 1927): inside 0…1 and around the estimate. `n` may be an effective,
 *  fractional number of people. Throws RangeError when n is not positive. */
export function wilson(x: number, n: number): Interval {
  if (!(n > 0)) throw new RangeError(`a share needs n > 0, got ${n}`);
  const z = normalHalfWidth();
  const share = x / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [x === 0 ? 0 : centre - half, x === n ? 1 : centre + half];
}

function wilsonWithContinuity(x: number, n: number): Interval {
  const z = normalHalfWidth();
  const p = x / n;
  const reach = 2 * (n + z * z);
  const middle = 2 * n * p + z * z;
  const lowerRoot = Math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1));
  const upperRoot = Math.sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1));
  return [
    x === 0 ? 0 : Math.max(0, (middle - 1 - z * lowerRoot) / reach),
    x === n ? 1 : Math.min(1, (middle + 1 + z * upperRoot) / reach),
  ];
}
