import type { Curvature, Objective } from "./maximise.ts";

type Value = (parameters: readonly number[]) => number;

// Rounding of a value in the thousands, divided by a step of a tenth of a standard error.
const PRECISION = 1e-12;

/** `valueAt` with derivatives by central differences, extrapolated to fourth order (Richardson, 1911).
 *  `steps[i]` is how far parameter i is moved: about a tenth of its standard error, where truncation and rounding
 *  balance. Second derivatives are then good to about nine digits of a log-likelihood in the thousands. */
export function numericObjective(valueAt: Value, steps: readonly number[]): Objective {
  return { valueAt, precision: PRECISION, curvatureAt: (parameters) => numericCurvature(valueAt, parameters, steps) };
}

function numericCurvature(f: Value, at: readonly number[], steps: readonly number[]): Curvature {
  const value = f(at);
  const [wide, narrow] = [1, 0.5].map((factor) =>
    differences(f, at, { value, steps: steps.map((step) => step * factor) }),
  );
  const extrapolated = (coarse: number, fine: number) => (4 * fine - coarse) / 3;
  return {
    value,
    gradient: wide!.gradient.map((coarse, i) => extrapolated(coarse, narrow!.gradient[i]!)),
    hessian: wide!.hessian.map((row, i) => row.map((coarse, j) => extrapolated(coarse, narrow!.hessian[i]![j]!))),
  };
}

type Around = { readonly value: number; readonly steps: readonly number[] };

// Second-order central differences; a mixed derivative takes two further points, its others being on the axes.
function differences(f: Value, at: readonly number[], { value, steps }: Around): Omit<Curvature, "value"> {
  const moved = (moves: ReadonlyMap<number, number>) => f(at.map((parameter, k) => parameter + (moves.get(k) ?? 0)));
  const up = steps.map((step, i) => moved(new Map([[i, step]])));
  const down = steps.map((step, i) => moved(new Map([[i, -step]])));
  const sides = up.map((above, i) => above + down[i]! - 2 * value);
  const hessian = steps.map((step) => steps.map(() => step));
  steps.forEach((h, i) => {
    hessian[i]![i] = sides[i]! / (h * h);
    for (let j = 0; j < i; j++) {
      const k = steps[j]!;
      const corners =
        moved(
          new Map([
            [i, h],
            [j, k],
          ]),
        ) +
        moved(
          new Map([
            [i, -h],
            [j, -k],
          ]),
        ) -
        2 * value;
      const mixed = (corners - sides[i]! - sides[j]!) / (2 * h * k);
      hessian[i]![j] = mixed;
      hessian[j]![i] = mixed;
    }
  });
  return { gradient: up.map((above, i) => (above - down[i]!) / (2 * steps[i]!)), hessian };
}
