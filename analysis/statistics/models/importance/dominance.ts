import { average } from "../../association/moments.ts";
import { IMPORTANCE_METRICS, type ImportanceMetric, type SubsetFits } from "./subsetFits.ts";

/** Whether one predictor adds more than another to every model without them. */
export type CompleteDominance = {
  readonly completely_dominates: boolean;
  readonly completely_dominated: boolean;
  readonly proportion_of_subsets_greater: number;
};

/** Dominance analysis of one metric. */
export type Dominance = {
  readonly full_minus_null: number;
  readonly general: Readonly<Record<string, number>>;
  /** Share of the total in percent; null when the full model explains nothing. */
  readonly percent: Readonly<Record<string, number | null>>;
  readonly conditional: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly complete: Readonly<Record<string, CompleteDominance>>;
};

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}

function setsWithout(count: number, members: readonly number[]): readonly number[] {
  const excluded = members.reduce((mask, member) => mask | (1 << member), 0);
  return Array.from({ length: 2 ** count }, (_, set) => set).filter((set) => (set & excluded) === 0);
}

function averagesBySize(values: readonly number[], i: number, count: number): readonly number[] {
  const sets = setsWithout(count, [i]);
  return Array.from({ length: count }, (_, size) =>
    average(sets.filter((set) => sizeOf(set) === size).map((set) => values[set | (1 << i)]! - values[set]!)),
  );
}

/** The mean contribution of each predictor over model sizes (its Shapley value), from the values of all subsets. */
export function generalDominance(values: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => average(averagesBySize(values, i, count)));
}

function complete(values: readonly number[], names: readonly string[]): Dominance["complete"] {
  const pairs = names.flatMap((_, i) => names.slice(i + 1).map((_, later) => [i, i + 1 + later] as const));
  return Object.fromEntries(
    pairs.map(([i, j]) => {
      const gaps = setsWithout(names.length, [i, j]).map((set) => values[set | (1 << i)]! - values[set | (1 << j)]!);
      const entry = {
        completely_dominates: gaps.every((gap) => gap > 0),
        completely_dominated: gaps.every((gap) => gap < 0),
        proportion_of_subsets_greater: gaps.filter((gap) => gap > 0).length / gaps.length,
      };
      return [`${names[i]}_over_${names[j]}`, entry];
    }),
  );
}

function dominanceOf(values: readonly number[], names: readonly string[]): Dominance {
  const total = values.at(-1)! - values[0]!;
  const general = generalDominance(values, names.length);
  const sum = general.reduce((all, value) => all + value, 0);
  const byName = <T>(entry: (i: number) => T) => Object.fromEntries(names.map((name, i) => [name, entry(i)]));
  return {
    full_minus_null: total,
    general: byName((i) => general[i]!),
    percent: byName((i) => (sum > 0 ? (100 * general[i]!) / sum : null)),
    conditional: byName((i) =>
      Object.fromEntries(averagesBySize(values, i, names.length).map((value, size) => [`with_${size}_others`, value])),
    ),
    complete: complete(values, names),
  };
}

/** The `dominance` section: dominance analysis (Budescu 1993; Azen & Traxel 2009 for logistic models) by every metric. */
export function dominance({ predictors, values }: SubsetFits): Readonly<Record<ImportanceMetric, Dominance>> {
  const of = (metric: ImportanceMetric) =>
    dominanceOf(
      values.map((value) => value[metric]),
      predictors,
    );
  const [mcfadden, nagelkerke, tjur, cox_snell, efron, auc] = IMPORTANCE_METRICS;
  return {
    mcfadden: of(mcfadden),
    nagelkerke: of(nagelkerke),
    tjur: of(tjur),
    cox_snell: of(cox_snell),
    efron: of(efron),
    auc: of(auc),
  };
}
