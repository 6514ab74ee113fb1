import { randomStream } from "../../../experiments/random/randomStream.ts";
import { chiSquaredQuantile } from "../../numerics/distributions.ts";
import { logistic } from "../../numerics/specialFunctions.ts";
import { designOf } from "../logistic/design.ts";
import { largestLogLikelihood } from "../logistic/fitLogistic.ts";

/** A study as it might turn out: standard-normal stated and implicit scores correlated `rho`. */
export type SimulatedDesign = {
  readonly n: number;
  readonly b0: number;
  readonly b_stated: number;
  readonly b_implicit: number;
  readonly rho: number;
};

/** Share of simulated studies in which the likelihood-ratio test finds the implicit increment. */
export type SimulatedPower = { readonly power: number; readonly mc_se: number; readonly sims: number };

const FEWEST_BUYERS = 5;

function findsIncrement({ n, b0, b_stated, b_implicit, rho }: SimulatedDesign, seed: number, index: number): boolean {
  const { normal, uniform } = randomStream(seed, index);
  const stated = new Float64Array(n);
  const implicit = new Float64Array(n);
  const bought = new Float64Array(n);
  let buyers = 0;
  for (let i = 0; i < n; i += 1) {
    stated[i] = normal();
    implicit[i] = rho * stated[i]! + Math.sqrt(1 - rho * rho) * normal();
    bought[i] = uniform() < logistic(b0 + b_stated * stated[i]! + b_implicit * implicit[i]!) ? 1 : 0;
    buyers += bought[i]!;
  }
  if (buyers < FEWEST_BUYERS || buyers === n) return false;
  const smaller = largestLogLikelihood(designOf({ stated }, ["stated"], n), bought);
  const larger = largestLogLikelihood(designOf({ stated, implicit }, ["stated", "implicit"], n), bought);
  return smaller !== null && larger !== null && 2 * (larger - smaller) > chiSquaredQuantile(0.95, 1);
}

/** Power of the likelihood-ratio test of the implicit increment at the 5 % level over `sims` simulated studies; a study
 *  with fewer than five buyers finds nothing. The same seed always gives the same power. */
export function simulatedPower(
  design: SimulatedDesign,
  { seed, sims }: { readonly seed: number; readonly sims: number },
): SimulatedPower {
  let found = 0;
  for (let index = 0; index < sims; index += 1) if (findsIncrement(design, seed, index)) found += 1;
  const power = found / sims;
  return { power, mc_se: Math.sqrt((power * (1 - power)) / sims), sims };
}
