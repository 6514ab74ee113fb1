import type { ImportanceMetric, SubsetFits } from "./subsetFits.ts";

/** What two groups of predictors explain alone and in common. */
export type Commonality = {
  readonly unique_1: number;
  readonly unique_2: number;
  readonly common: number;
  readonly full: number;
};

/** Shapley values of stated and implicit as blocks. */
export type GroupShares = { readonly stated: number; readonly implicit: number; readonly commonality: Commonality };

/** The two blocks of predictors. */
export type Blocks = { readonly stated: readonly string[]; readonly implicit: readonly string[] };

/** Positions of the four subset models that the blocks need. */
function blockSets(predictors: readonly string[], { stated, implicit }: Blocks) {
  const mask = (names: readonly string[]) =>
    names.reduce((set, name) => {
      const at = predictors.indexOf(name);
      if (at < 0) throw new RangeError(`${name} is not among the predictors ${predictors.join(", ")}`);
      return set | (1 << at);
    }, 0);
  return { none: 0, stated: mask(stated), implicit: mask(implicit), both: mask([...stated, ...implicit]) };
}

/** Shapley shares (Shapley 1953; Lipovetsky & Conklin 2001) and commonality (Newton & Spurrell 1967) of two blocks; the
 *  common part is negative where one suppresses the other. */
export function groupShares(fits: SubsetFits, blocks: Blocks, metric: ImportanceMetric): GroupShares {
  const sets = blockSets(fits.predictors, blocks);
  const value = (set: number) => fits.values[set]![metric];
  const [none, a, b, full] = [value(sets.none), value(sets.stated), value(sets.implicit), value(sets.both)];
  return {
    stated: (a - none + full - b) / 2,
    implicit: (b - none + full - a) / 2,
    commonality: { unique_1: full - b, unique_2: full - a, common: a + b - full - none, full: full - none },
  };
}

/** The `shapley_groups` section, by McFadden's, Nagelkerke's and Tjur's R² and by AUC. */
export function shapleyGroups(
  fits: SubsetFits,
  blocks: Blocks,
): Readonly<Record<"mcfadden" | "nagelkerke" | "tjur" | "auc", GroupShares>> {
  return {
    mcfadden: groupShares(fits, blocks, "mcfadden"),
    nagelkerke: groupShares(fits, blocks, "nagelkerke"),
    tjur: groupShares(fits, blocks, "tjur"),
    auc: groupShares(fits, blocks, "auc"),
  };
}
