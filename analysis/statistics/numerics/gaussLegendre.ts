import type { Quadrature } from "./gaussHermite.ts";

const MAX_ITERATIONS = 100;

/** The Gauss-Legendre rule with `count` nodes on -1…1, in rising order; exact for polynomials up to degree
 *  2 count - 1 (Davis & Rabinowitz 1984). Throws RangeError when `count` is not a whole number from 1 to 200. */
export function gaussLegendre(count: number): Quadrature {
  if (!Number.isInteger(count) || count < 1 || count > 200) {
    throw new RangeError(`a Gauss-Legendre rule has 1 to 200 nodes, got ${count}`);
  }
  const nodes = Array.from({ length: count }, (_, i) =>
    polish(count, -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))),
  );
  return { nodes, weights: nodes.map((node) => 2 / ((1 - node * node) * legendre(count, node).derivative ** 2)) };
}

function polish(count: number, start: number): number {
  let node = start;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const { value, derivative } = legendre(count, node);
    const step = value / derivative;
    node -= step;
    if (Math.abs(step) <= 1e-16) break;
  }
  return node;
}

function legendre(count: number, x: number): { readonly value: number; readonly derivative: number } {
  let previous = 1;
  let value = x;
  for (let degree = 2; degree <= count; degree++) {
    [previous, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree];
  }
  return { value, derivative: (count * (x * value - previous)) / (x * x - 1) };
}
