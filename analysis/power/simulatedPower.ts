import { randomStream } from "../../experiments/random/randomStream.ts";
import { type Columns, designOf } from "../statistics/models/logistic/design.ts";
import { largestLogLikelihood } from "../statistics/models/logistic/fitLogistic.ts";
import { chiSquaredQuantile } from "../statistics/numerics/distributions.ts";
import { logistic } from "../statistics/numerics/specialFunctions.ts";

/** A study as it might turn out: standard-normal stated and implicit scores correlated `rho`. */
export type SimulatedDesign = {
  readonly n: number;
  readonly b0: number;
  readonly b_stated: number;
  readonly b_implicit: number;
  readonly rho: number;
};

/** Share of simulated studies in which a test finds what it looks for. */
export type SimulatedPower = { readonly power: number; readonly mc_se: number; readonly sims: number };

const FEWEST_BUYERS = 5;

/** Whether the likelihood-ratio test at the 5 % level finds that `added` predicts beyond `given`; a study with fewer than
 *  five buyers, or with buyers only, finds nothing. */
export function findsIncrement(
  columns: Columns,
  bought: Float64Array,
  { given, added }: { readonly given: readonly string[]; readonly added: readonly string[] },
): boolean {
  const buyers = bought.reduce((sum, one) => sum + one, 0);
  if (buyers < FEWEST_BUYERS || buyers === bought.length) return false;
  const smaller = largestLogLikelihood(designOf(columns, given, bought.length), bought);
  const larger = largestLogLikelihood(designOf(columns, [...given, ...added], bought.length), bought);
  const critical = chiSquaredQuantile(0.95, added.length);
  return smaller !== null && larger !== null && 2 * (larger - smaller) > critical;
}

function hasIncrement({ n, b0, b_stated, b_implicit, rho }: SimulatedDesign, seed: number, index: number): boolean {
  const { normal, uniform } = randomStream(seed, index);
  const stated = new Float64Array(n);
  const implicit = new Float64Array(n);
  const bought = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    stated[i] = normal();
    implicit[i] = rho * stated[i]! + Math.sqrt(1 - rho * rho) * normal();
    bought[i] = uniform() < logistic(b0 + b_stated * stated[i]! + b_implicit * implicit[i]!) ? 1 : 0;
  }
  return findsIncrement({ stated, implicit }, bought, { given: ["stated"], added: ["implicit"] });
}

/** Power of the test of the implicit increment over `sims` simulated studies. The same seed always gives the same. */
export function simulatedPower(
  design: SimulatedDesign,
  { seed, sims }: { readonly seed: number; readonly sims: number },
): SimulatedPower {
  let found = 0;
  for (let index = 0; index < sims; index += 1) if (hasIncrement(design, seed, index)) found += 1;
  return powerOf(found, sims);
}

/** A share of simulated studies with its Monte Carlo standard error. */
export function powerOf(found: number, sims: number): SimulatedPower {
  const power = found / sims;
  return { power, mc_se: Math.sqrt((power * (1 - power)) / sims), sims };
}
