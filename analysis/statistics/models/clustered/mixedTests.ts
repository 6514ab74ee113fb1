import { chiSquaredUpperTail } from "../../numerics/distributions.ts";
import { type ChiSquaredTest, chiSquaredTest } from "../logistic/logisticRegression.ts";
import type { MixedFit } from "./mixedLogit.ts";

/** Likelihood-ratio test of predictors in a mixed model, persons counted. Throws RangeError unless both models hold the
 *  same rows and the larger every predictor of the smaller. */
export function mixedRatioTest(smaller: MixedFit, larger: MixedFit): ChiSquaredTest {
  const isNested = smaller.design.names.every((name) => larger.design.names.includes(name));
  if (!isNested || smaller.design.rows !== larger.design.rows) throw new RangeError("the models are not nested");
  const chi2 = Math.max(0, 2 * (larger.logLikelihood - smaller.logLikelihood));
  return chiSquaredTest(chi2, larger.beta.length - smaller.beta.length);
}

/** Do persons differ at all? A variance cannot be negative, so half of all samples without person effects give 0 and
 *  p is half the chi-squared tail (Self & Liang 1987). */
export function personVarianceTest({ logLikelihood, pooled }: MixedFit): {
  readonly chi2: number;
  readonly p_naive: number;
  readonly p_boundary_half: number;
} {
  const chi2 = Math.max(0, 2 * (logLikelihood - pooled.logLikelihood));
  const p = chiSquaredUpperTail(chi2, 1);
  return { chi2, p_naive: p, p_boundary_half: chi2 === 0 ? 1 : p / 2 };
}
