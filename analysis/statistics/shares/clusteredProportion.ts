import { total } from "../association/moments.ts";
import { wilson } from "./proportion.ts";

/** A share of rows whose interval counts persons. */
export type ClusteredProportion = {
  readonly x: number;
  readonly n: number;
  readonly clusters: number;
  readonly estimate: number;
  /** Cluster-robust standard error; null with a single person. */
  readonly se: number | null;
  /** Wilson's interval at the effective number of rows; null with a single person. */
  readonly ci95: readonly [number, number] | null;
  /** Rows of independent people that would be as informative; null with a single person. */
  readonly effective_n: number | null;
};

/** Share of yeses among rows of which several belong to one person: linearised standard error of a ratio over persons
 *  (Kish 1965; Cochran 1977, ch. 11), Wilson's interval at the effective n. `yes[i]` belongs to `persons[i]`; between 0
 *  and 1 it is a row that counts in part, as at a shared tie. With one row a person the interval is close to the plain one. Throws RangeError without rows. */
export function clusteredProportion(
  yes: readonly (boolean | number)[],
  persons: readonly string[],
): ClusteredProportion {
  const n = yes.length;
  if (n === 0 || persons.length !== n) throw new RangeError(`${n} answers of ${persons.length} persons`);
  const x = total(yes.map(Number));
  const estimate = x / n;
  const residuals = new Map<string, number>();
  persons.forEach((person, row) => {
    residuals.set(person, (residuals.get(person) ?? 0) + Number(yes[row]) - estimate);
  });
  const clusters = residuals.size;
  if (clusters < 2) return { x, n, clusters, estimate, se: null, ci95: null, effective_n: null };
  const squares = total([...residuals.values()].map((value) => value * value));
  const variance = (clusters / (clusters - 1)) * (squares / (n * n));
  const effective = variance > 0 ? Math.min(n, (estimate * (1 - estimate)) / variance) : Math.min(n, clusters);
  return {
    x,
    n,
    clusters,
    estimate,
    se: Math.sqrt(variance),
    ci95: wilson(estimate * effective, effective),
    effective_n: effective,
  };
}
