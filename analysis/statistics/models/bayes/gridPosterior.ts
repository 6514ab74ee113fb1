/** Log of an unnormalised posterior of intercept and slope. */
export type LogPosterior = (intercept: number, slope: number) => number;

/** The mode and the standard deviations of the normal approximation there. */
export type Mode = { readonly at: readonly [number, number]; readonly sd: readonly [number, number] };

/** Mean and standard deviation of a parameter. */
export type Moments = { readonly mean: number; readonly sd: number };

/** A posterior on a grid around its mode. */
export type GridPosterior = {
  readonly intercept: Moments;
  readonly slope: Moments;
  /** Log of the integral of the posterior. */
  readonly logEvidence: number;
  readonly slopeBelow: (value: number) => number;
  readonly slopeQuantile: (probability: number) => number;
};

const NEWTON_STEPS = 100;
const DIFFERENCE = 1e-4;
const POINTS = 401;
const REACH = 9;

function derivatives(log: LogPosterior, a: number, b: number) {
  const h = DIFFERENCE;
  const centre = log(a, b);
  const [right, left, up, down] = [log(a + h, b), log(a - h, b), log(a, b + h), log(a, b - h)];
  const mixed = log(a + h, b + h) - log(a + h, b - h) - log(a - h, b + h) + log(a - h, b - h);
  return {
    gradient: [(right - left) / (2 * h), (up - down) / (2 * h)] as const,
    aa: (right - 2 * centre + left) / (h * h),
    bb: (up - 2 * centre + down) / (h * h),
    ab: mixed / (4 * h * h),
  };
}

/** The mode of a log-concave posterior by Newton steps with halving, and the SDs of its inverse curvature. */
export function modeOf(log: LogPosterior): Mode {
  let [a, b] = [0, 0];
  for (let iteration = 0; iteration < NEWTON_STEPS; iteration += 1) {
    const { gradient, aa, bb, ab } = derivatives(log, a, b);
    const determinant = aa * bb - ab * ab;
    const step = [
      -(bb * gradient[0] - ab * gradient[1]) / determinant,
      -(aa * gradient[1] - ab * gradient[0]) / determinant,
    ] as const;
    let size = 1;
    while (size > 1e-6 && log(a + size * step[0], b + size * step[1]) < log(a, b)) size /= 2;
    if (size <= 1e-6 || Math.abs(step[0]) + Math.abs(step[1]) < 1e-10) break;
    [a, b] = [a + size * step[0], b + size * step[1]];
  }
  const { aa, bb, ab } = derivatives(log, a, b);
  const determinant = aa * bb - ab * ab;
  return { at: [a, b], sd: [Math.sqrt(-bb / determinant), Math.sqrt(-aa / determinant)] };
}

function axis(centre: number, sd: number): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, i) => centre + sd * REACH * ((2 * i) / (POINTS - 1) - 1));
}

function moments(points: Float64Array, weights: Float64Array): Moments {
  const mean = points.reduce((sum, x, i) => sum + x * weights[i]!, 0);
  const square = points.reduce((sum, x, i) => sum + (x - mean) ** 2 * weights[i]!, 0);
  return { mean, sd: Math.sqrt(square) };
}

// Trapezoid sums up to each grid point, joined by cubics that have the density as slope (Hermite): smooth and monotone
// as long as the density is.
function distribution(points: Float64Array, weights: Float64Array): (value: number) => number {
  const step = points[1]! - points[0]!;
  const density = weights.map((w) => w / step);
  const upTo = new Float64Array(points.length);
  for (let i = 1; i < points.length; i += 1) {
    const before = density[i - 2] ?? 0;
    const after = density[i + 1] ?? 0;
    // Trapezoid with the curvature of the neighbours taken out: exact for cubics.
    const area = (density[i - 1]! + density[i]!) / 2 - (before - density[i - 1]! - density[i]! + after) / 24;
    upTo[i] = upTo[i - 1]! + step * area;
  }
  return (value) => {
    const position = (value - points[0]!) / step;
    if (position <= 0) return 0;
    if (position >= points.length - 1) return 1;
    const i = Math.floor(position);
    const t = position - i;
    const [f0, f1] = [density[i]! * step, density[i + 1]! * step];
    const rise = upTo[i + 1]! - upTo[i]!;
    return upTo[i]! + f0 * t + (3 * rise - 2 * f0 - f1) * t * t + (f0 + f1 - 2 * rise) * t * t * t;
  };
}

function inverse(cdf: (value: number) => number, points: Float64Array, probability: number): number {
  let [low, high] = [points[0]!, points.at(-1)!];
  for (let halving = 0; halving < 100; halving += 1) {
    const middle = (low + high) / 2;
    if (cdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Integrates a posterior over nine Laplace standard deviations either side of its mode in both parameters. */
export function gridPosterior(log: LogPosterior, { at, sd }: Mode): GridPosterior {
  const as = axis(at[0], sd[0]);
  const bs = axis(at[1], sd[1]);
  const top = log(at[0], at[1]);
  const ofIntercept = new Float64Array(POINTS);
  const ofSlope = new Float64Array(POINTS);
  let total = 0;
  for (let i = 0; i < POINTS; i += 1) {
    for (let j = 0; j < POINTS; j += 1) {
      const weight = Math.exp(log(as[i]!, bs[j]!) - top);
      ofIntercept[i]! += weight;
      ofSlope[j]! += weight;
      total += weight;
    }
  }
  const cell = (as[1]! - as[0]!) * (bs[1]! - bs[0]!);
  const slopeWeights = ofSlope.map((weight) => weight / total);
  const cdf = distribution(bs, slopeWeights);
  return {
    intercept: moments(
      as,
      ofIntercept.map((weight) => weight / total),
    ),
    slope: moments(bs, slopeWeights),
    logEvidence: Math.log(total * cell) + top,
    slopeBelow: cdf,
    slopeQuantile: (probability) => inverse(cdf, bs, probability),
  };
}
