import { normalHalfWidth } from "./distributions.ts";
import { quadraticForm, type Rows } from "./matrix.ts";

/** A positive quantity made of estimated parameters, with the 95 % interval that their uncertainty leaves. */
export type LogDelta = { readonly estimate: number; readonly se_log: number; readonly ci95: readonly [number, number] };

const STEP = 1e-4;

/** The delta method on logarithms: `valueAt` positive parameters, of whose logarithms `vcov` is the covariance. Null where
 *  the value is not positive and finite nearby. */
export function logDelta(
  parameters: readonly number[],
  vcov: Rows,
  valueAt: (parameters: readonly number[]) => number | null,
): LogDelta | null {
  const moved = (j: number, by: number) =>
    valueAt(parameters.map((value, k) => (k === j ? value * Math.exp(by) : value))) ?? Number.NaN;
  const estimate = valueAt(parameters) ?? Number.NaN;
  const slopes = parameters.map((_, j) => (Math.log(moved(j, STEP)) - Math.log(moved(j, -STEP))) / (2 * STEP));
  const se = Math.sqrt(quadraticForm(vcov, slopes));
  if (!(estimate > 0) || !Number.isFinite(se)) return null;
  const factor = Math.exp(normalHalfWidth() * se);
  return { estimate, se_log: se, ci95: [estimate / factor, estimate * factor] };
}
