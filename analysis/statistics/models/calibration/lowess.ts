/** Ascending x with the local regression at each. */
export type SmoothCurve = { readonly x: Float64Array; readonly y: Float64Array };

const EXACT_UP_TO = 2000;

type Window = { readonly left: number; readonly right: number; readonly share: Float64Array };

// Weighted straight line at x[i] over its window; ties with the window's right end belong to it. `share` is room for weights.
function localFit({ x, y }: SmoothCurve, i: number, { left, right, share }: Window): number {
  const n = x.length;
  const here = x[i]!;
  const reach = Math.max(here - x[left]!, x[right]! - here);
  let [total, end] = [0, left];
  for (; end < n; end += 1) {
    const distance = Math.abs(x[end]! - here);
    const isFar = distance > 0.999 * reach;
    if (isFar && x[end]! > here) break;
    const weight = isFar ? 0 : distance > 0.001 * reach ? tricube(distance / reach) : 1;
    share[end] = weight;
    total += weight;
  }
  if (total <= 0) return y[i]!;
  let [centre, spread, fitted] = [0, 0, 0];
  for (let j = left; j < end; j += 1) {
    share[j] = share[j]! / total;
    centre += share[j]! * x[j]!;
  }
  for (let j = left; j < end; j += 1) spread += share[j]! * (x[j]! - centre) * (x[j]! - centre);
  const isSloped = reach > 0 && Math.sqrt(spread) > 0.001 * (x[n - 1]! - x[0]!);
  const slope = isSloped ? (here - centre) / spread : 0;
  for (let j = left; j < end; j += 1) fitted += share[j]! * (1 + slope * (x[j]! - centre)) * y[j]!;
  return fitted;
}

function tricube(distance: number): number {
  const kept = 1 - distance * distance * distance;
  return kept * kept * kept;
}

/**
 * Cleveland's (1979) locally weighted regression without robustness steps, as R's lowess(f, iter = 0, delta = 0); above
 * 2,000 points fitted about every hundredth of the range and joined by straight lines (R's delta = .01 × range).
 * `f` is the share of points in each window. Sorted by x; tied x share one value. Throws RangeError below two points.
 */
export function lowess(x: ArrayLike<number>, y: ArrayLike<number>, f = 2 / 3): SmoothCurve {
  const n = x.length;
  if (n < 2 || y.length !== n) throw new RangeError(`${n} and ${y.length} points`);
  const order = Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]!);
  const points = { x: Float64Array.from(order, (i) => x[i]!), y: Float64Array.from(order, (i) => y[i]!) };
  const size = Math.max(2, Math.min(n, Math.floor(f * n + 1e-7)));
  const [smooth, share] = [new Float64Array(n), new Float64Array(n)];
  const spacing = n > EXACT_UP_TO ? 0.01 * (points.x[n - 1]! - points.x[0]!) : 0;
  let left = 0;
  let last = -1;
  for (let i = 0; i < n; i = nextPoint(points.x, i, spacing)) {
    while (left + size < n && points.x[i]! - points.x[left]! > points.x[left + size]! - points.x[i]!) left += 1;
    smooth[i] = localFit(points, i, { left, right: left + size - 1, share });
    joinTo(points.x, smooth, { last, i });
    last = i;
  }
  for (let i = last + 1; i < n; i += 1) smooth[i] = smooth[last]!;
  return { x: points.x, y: smooth };
}

// The last point within `spacing` of this one, but always a new x, and always the very last point.
function nextPoint(x: Float64Array, from: number, spacing: number): number {
  let next = from + 1;
  while (next < x.length && x[next] === x[from]) next += 1;
  while (next + 1 < x.length && x[next + 1]! <= x[from]! + spacing) next += 1;
  return next;
}

// Points between two fitted ones lie on the straight line between them.
function joinTo(
  x: Float64Array,
  smooth: Float64Array,
  { last, i }: { readonly last: number; readonly i: number },
): void {
  if (last < 0) return;
  const slope = (smooth[i]! - smooth[last]!) / (x[i]! - x[last]!);
  for (let j = last + 1; j < i; j += 1) smooth[j] = smooth[last]! + slope * (x[j]! - x[last]!);
}

/** The curve at `at` by linear interpolation; null outside its range. */
export function curveAt({ x, y }: SmoothCurve, at: number): number | null {
  const n = x.length;
  if (!(at >= x[0]! && at <= x[n - 1]!)) return null;
  let low = 0;
  let high = n - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  if (x[high] === at) return y[high]!;
  if (x[low] === at) return y[low]!;
  return y[low]! + ((y[high]! - y[low]!) * (at - x[low]!)) / (x[high]! - x[low]!);
}
