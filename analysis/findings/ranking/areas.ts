import { knownInterval } from "../answers/answer.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RankingSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections>;

export type Area = {
  readonly column: string;
  readonly auc: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n_pos: number | null;
  readonly n_neg: number | null;
};

/** Whether people have several rows, so that intervals must be clustered by person. */
export function isClustered(data: Data): boolean {
  return data.found.auc_clustered_obuchowski !== undefined;
}

/** AUC of every measure, with clustered intervals where people have several rows (Obuchowski 1997), else DeLong's. */
export function areas(data: Data): readonly Area[] {
  const clustered = data.found.auc_clustered_obuchowski;
  if (!clustered) {
    return Object.entries(data.found.auc ?? {}).map(([column, { auc, ci95_delong, n_pos, n_neg }]) => ({
      column,
      auc,
      interval: knownInterval(ci95_delong),
      n_pos,
      n_neg,
    }));
  }
  const { n, bought } = data.sample;
  const others = n === null || bought === null ? null : n - bought;
  return Object.entries(clustered).map(([column, { auc, ci95 }]) => ({
    column,
    auc,
    interval: ci95,
    n_pos: bought,
    n_neg: others,
  }));
}

/** How the intervals of shares were made, for a figure's subtitle. */
export function shareIntervalMethod(data: Data): string {
  return isClustered(data) ? "Wilson 95 % intervals, rows taken as independent" : "Wilson 95 % intervals";
}

/** How the intervals of AUCs were made, for a figure's subtitle. */
export function intervalMethod(data: Data): string {
  return isClustered(data)
    ? "95 % intervals clustered by person (Obuchowski 1997); those of models treat rows as independent"
    : "DeLong 95 % intervals";
}
