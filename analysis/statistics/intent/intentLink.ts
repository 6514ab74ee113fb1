import { inverseSymmetric } from "../numerics/matrix.ts";
import { type Curvature, maximise } from "../numerics/maximise.ts";

/** From true intention to buying: P(buy | answer) = c0 + c1 E[intention | answer]. */
export type IntentLink = {
  readonly c0: number;
  readonly c1: number;
  readonly se: readonly [number, number];
  readonly log_likelihood: number;
};

type Group = { readonly intent: number; readonly bought: number; readonly n: number };

/** Morrison's (1979) linear step from intention to purchase, by maximum likelihood of a binomial with identity link.
 *  `intents[i]` is person i's expected true intention, `outcome[i]` 0 or 1. Null when the best line touches
 *  probability 0 or 1, when everybody has the same intention, or when nobody or everybody bought. */
export function intentLink(intents: ArrayLike<number>, outcome: ArrayLike<number>): IntentLink | null {
  const groups = groupsOf(intents, outcome);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const rate = groups.reduce((sum, group) => sum + group.bought, 0) / n;
  if (groups.length < 2 || rate === 0 || rate === 1) return null;
  const objective = {
    valueAt: (parameters: readonly number[]) => valueAt(groups, parameters),
    curvatureAt: (parameters: readonly number[]) => curvatureAt(groups, parameters),
  };
  const found = maximise(objective, [rate, 0]);
  const vcov = found.isConverged ? inverseSymmetric(found.hessian.map((row) => row.map((value) => -value))) : null;
  if (vcov === null) return null;
  return {
    c0: found.parameters[0]!,
    c1: found.parameters[1]!,
    se: [Math.sqrt(vcov[0]![0]!), Math.sqrt(vcov[1]![1]!)],
    log_likelihood: found.value,
  };
}

function groupsOf(intents: ArrayLike<number>, outcome: ArrayLike<number>): readonly Group[] {
  const groups = new Map<number, { bought: number; n: number }>();
  for (let row = 0; row < intents.length; row++) {
    const group = groups.get(intents[row]!) ?? { bought: 0, n: 0 };
    groups.set(intents[row]!, { bought: group.bought + outcome[row]!, n: group.n + 1 });
  }
  return [...groups].map(([intent, group]) => ({ intent, ...group }));
}

function valueAt(groups: readonly Group[], [c0, c1]: readonly number[]): number {
  return groups.reduce((sum, { intent, bought, n }) => {
    const p = c0! + c1! * intent;
    if (p <= 0 || p >= 1) return Number.NEGATIVE_INFINITY;
    return sum + bought * Math.log(p) + (n - bought) * Math.log1p(-p);
  }, 0);
}

function curvatureAt(groups: readonly Group[], parameters: readonly number[]): Curvature {
  const gradient = [0, 0];
  const hessian = [
    [0, 0],
    [0, 0],
  ];
  for (const { intent, bought, n } of groups) {
    const p = parameters[0]! + parameters[1]! * intent;
    const slope = bought / p - (n - bought) / (1 - p);
    const bend = -bought / (p * p) - (n - bought) / (1 - p) ** 2;
    const x = [1, intent];
    x.forEach((a, i) => {
      gradient[i]! += slope * a;
      x.forEach((b, j) => {
        hessian[i]![j]! += bend * a * b;
      });
    });
  }
  return { value: valueAt(groups, parameters), gradient, hessian };
}
