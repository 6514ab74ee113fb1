import { normalQuantile } from "../../../analysis/statistics/numerics/distributions.ts";

/** By how many SDs buyers' normal scores must lie above the others' for an AUC: Φ⁻¹(AUC) √2. */
export function shiftOf(area: number): number {
  return Math.SQRT2 * normalQuantile(area);
}
