import type { Measure } from "../../../experiments/contract/measure.ts";
import type { TrialRow } from "./trialTable.ts";

/** A person's rows in strata that are split apart from each other; `shared` rows belong to every half. */
export type Strata = { readonly strata: readonly (readonly TrialRow[])[]; readonly shared: readonly TrialRow[] };

/** The rows by the measure's strata, each in the order of its trials. */
export function strataOf(measure: Measure, rows: readonly TrialRow[]): Strata {
  const byName = new Map<string, TrialRow[]>();
  const shared: TrialRow[] = [];
  for (const row of inOrder(rows)) {
    const name = measure.stratum?.(row) ?? null;
    const own = name === null ? shared : byName.get(name);
    if (own) own.push(row);
    else if (name !== null) byName.set(name, [row]);
  }
  return { strata: [...byName.values()], shared };
}

function inOrder(rows: readonly TrialRow[]): readonly TrialRow[] {
  return [...rows].sort((a, b) => indexOf(a) - indexOf(b));
}

function indexOf(row: TrialRow): number {
  return typeof row.trialIndex === "number" ? row.trialIndex : 0;
}

export type Halves = readonly [readonly TrialRow[], readonly TrialRow[]];

/** First, third … trial of each stratum against second, fourth …; never first against second half, which would set
 *  one block order against the other. */
export function oddEvenHalves({ strata, shared }: Strata): Halves {
  const pick = (remainder: 0 | 1) => [
    ...shared,
    ...strata.flatMap((rows) => rows.filter((_, index) => index % 2 === remainder)),
  ];
  return [pick(0), pick(1)];
}
