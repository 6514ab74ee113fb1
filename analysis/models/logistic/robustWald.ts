import { inverseQuadraticForm } from "../../numerics/matrix.ts";
import type { LogisticFit } from "./fitLogistic.ts";
import { type ChiSquaredTest, chiSquaredTest } from "./logisticRegression.ts";
import { robustVariance } from "./robustErrors.ts";

/** Wald test that all `tested` coefficients are 0, with the robust variance HC0 (White 1980): the test to use where rows are
 *  weighted, since a weighted likelihood has no likelihood ratio (Rao & Scott 1984). Null where the variance is singular.
 *  Throws RangeError when the model lacks a predictor. */
export function robustWald(fit: LogisticFit, tested: readonly string[]): ChiSquaredTest | null {
  const at = tested.map((name) => fit.design.names.indexOf(name));
  const absent = tested.filter((_, i) => at[i]! < 0);
  if (absent.length > 0) throw new RangeError(`the model has no predictor ${absent.join(", ")}`);
  const variance = robustVariance(fit);
  const chi2 = inverseQuadraticForm(
    at.map((j) => at.map((k) => variance[j]![k]!)),
    at.map((j) => fit.beta[j]!),
  );
  return chi2 === null ? null : chiSquaredTest(chi2, tested.length);
}
