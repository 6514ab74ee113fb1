import { around, type Interval, total } from "../association/moments.ts";
import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";

/** The predictive values of two yes-rules on the same rows, rule 2 minus rule 1, persons counted. */
export type ClusteredPpvDifference = {
  readonly difference: number;
  readonly se: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly ci95: Interval | null;
};

/** Compares two predictive values where a person has several rows and may be selected by both rules: linearised variance
 *  of the difference of two ratios, summed over persons (Cochran 1977, ch. 6 and 11; with one row a person a Wald test of
 *  Leisenring et al. 2000's difference). `first[i]`, `second[i]`, `outcomes[i]` (1 = bought) and `persons[i]` belong
 *  together. Null where a rule selects nobody; no test with a single person or without variance. */
export function clusteredPpvDifference(
  first: readonly boolean[],
  second: readonly boolean[],
  { outcomes, persons }: { readonly outcomes: readonly number[]; readonly persons: readonly string[] },
): ClusteredPpvDifference | null {
  const [one, two] = [predictiveValue(first, outcomes), predictiveValue(second, outcomes)];
  if (one === null || two === null) return null;
  const difference = two.ppv - one.ppv;
  const influence = new Map<string, number>();
  persons.forEach((person, row) => {
    const ofTwo = second[row] ? (outcomes[row]! - two.ppv) / two.selected : 0;
    const ofOne = first[row] ? (outcomes[row]! - one.ppv) / one.selected : 0;
    influence.set(person, (influence.get(person) ?? 0) + ofTwo - ofOne);
  });
  const people = influence.size;
  if (people < 2) return { difference, se: null, z: null, p: null, ci95: null };
  const squares = total([...influence.values()].map((value) => value * value));
  const se = Math.sqrt((people / (people - 1)) * squares);
  const z = se === 0 ? null : difference / se;
  return {
    difference,
    se,
    z,
    p: z === null ? null : normalTwoSided(z),
    ci95: around(difference, normalHalfWidth() * se),
  };
}

function predictiveValue(isYes: readonly boolean[], outcomes: readonly number[]) {
  const bought = outcomes.filter((_, row) => isYes[row]);
  return bought.length === 0 ? null : { ppv: total(bought) / bought.length, selected: bought.length };
}
