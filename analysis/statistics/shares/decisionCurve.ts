import { ratio } from "./ratio.ts";

/** Net benefit at one threshold. */
export type NetBenefit = {
  readonly threshold: number;
  readonly net_benefit: number;
  readonly standardized_net_benefit: number | null;
  readonly treat_all: number;
  readonly treat_none: 0;
  readonly net_interventions_avoided_per_100: number;
  readonly tp: number;
  readonly fp: number;
};

/** Net benefit of contacting everyone whose predicted probability reaches `threshold` (Vickers & Elkin 2006).
 *  `probabilities[i]` belongs to `outcomes[i]` (1 = bought), 0…1. `threshold` strictly between 0 and 1 is the
 *  probability at which a contact just pays. Throws RangeError otherwise. */
export function netBenefit(
  probabilities: readonly number[],
  outcomes: readonly number[],
  threshold: number,
): NetBenefit {
  if (!(threshold > 0 && threshold < 1)) throw new RangeError(`threshold must be between 0 and 1, got ${threshold}`);
  if (probabilities.length !== outcomes.length || outcomes.length === 0) {
    throw new RangeError("probabilities and outcomes must be equally long and not empty");
  }
  const n = outcomes.length;
  const odds = threshold / (1 - threshold);
  const isContacted = probabilities.map((probability) => probability >= threshold);
  const tp = outcomes.filter((outcome, row) => isContacted[row] && outcome === 1).length;
  const fp = outcomes.filter((outcome, row) => isContacted[row] && outcome !== 1).length;
  const baseRate = outcomes.filter((outcome) => outcome === 1).length / n;
  const benefit = tp / n - (fp / n) * odds;
  const all = baseRate - (1 - baseRate) * odds;
  return {
    threshold,
    net_benefit: benefit,
    standardized_net_benefit: ratio(benefit, baseRate),
    treat_all: all,
    treat_none: 0,
    net_interventions_avoided_per_100: ((benefit - all) / odds) * 100,
    tp,
    fp,
  };
}
