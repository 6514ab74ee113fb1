/** Nodes and weights of the Gauss-Hermite rule: the integral of exp(-x^2) f(x) is about the sum of weight f(node). */
export type Quadrature = { readonly nodes: readonly number[]; readonly weights: readonly number[] };

const MAX_ITERATIONS = 100;

/** The Gauss-Hermite rule with `count` nodes, in rising order; exact for polynomials up to degree 2 count - 1.
 *  Newton's method on the orthonormal Hermite polynomials, as in Davis & Rabinowitz 1984.
 *  Throws RangeError when `count` is not a whole number from 1 to 100. */
export function gaussHermite(count: number): Quadrature {
  if (!Number.isInteger(count) || count < 1 || count > 100) {
    throw new RangeError(`a Gauss-Hermite rule has 1 to 100 nodes, got ${count}`);
  }
  const positive: { readonly node: number; readonly weight: number }[] = [];
  for (let index = 0; index < Math.ceil(count / 2); index++) {
    const isCentre = count % 2 === 1 && index === Math.ceil(count / 2) - 1;
    const node = isCentre
      ? 0
      : polish(
          count,
          firstGuess(
            count,
            positive.map((entry) => entry.node),
          ),
        );
    positive.push({ node, weight: 2 / hermite(count, node).derivative ** 2 });
  }
  const mirrored = positive.filter(({ node }) => node > 0).map(({ node, weight }) => ({ node: -node, weight }));
  const all = [...mirrored, ...positive.toReversed()];
  return { nodes: all.map(({ node }) => node), weights: all.map(({ weight }) => weight) };
}

// Starting values for the zeros, the largest first (Stroud & Secrest 1966).
function firstGuess(count: number, found: readonly number[]): number {
  const last = found.at(-1) ?? 0;
  if (found.length === 0) return Math.sqrt(2 * count + 1) - 1.85575 * (2 * count + 1) ** (-1 / 6);
  if (found.length === 1) return last - (1.14 * count ** 0.426) / last;
  if (found.length === 2) return 1.86 * last - 0.86 * found[0]!;
  if (found.length === 3) return 1.91 * last - 0.91 * found[1]!;
  return 2 * last - found.at(-2)!;
}

function polish(count: number, start: number): number {
  let node = start;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const { value, derivative } = hermite(count, node);
    const step = value / derivative;
    node -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(node)) break;
  }
  return node;
}

function hermite(count: number, x: number): { readonly value: number; readonly derivative: number } {
  let previous = 0;
  let value = Math.PI ** -0.25;
  for (let degree = 1; degree <= count; degree++) {
    [previous, value] = [value, x * Math.sqrt(2 / degree) * value - Math.sqrt((degree - 1) / degree) * previous];
  }
  return { value, derivative: Math.sqrt(2 * count) * previous };
}
