import { count, fixed } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import type { ReportData } from "../reportData.ts";
import type { SpendSections } from "./sections.ts";

type Data = ReportData<SpendSections>;

/** One count: how many people, and how many the Poisson and the negative binomial model expect. */
export type CountBin = {
  readonly count: number;
  readonly observed: number;
  readonly poisson: number | null;
  readonly negativeBinomial: number | null;
};

/** Observed and expected numbers of people by count; empty where the outcome is no count. */
export function countBins({ found: { count_distribution: found } }: Data): readonly CountBin[] {
  return (found?.counts ?? []).flatMap((value, at) => {
    const people = found?.observed[at];
    if (people == null) return [];
    return [
      {
        count: value,
        observed: people,
        poisson: found?.poisson[at] ?? null,
        negativeBinomial: found?.negative_binomial?.[at] ?? null,
      },
    ];
  });
}

/** Every number of the rootogram. */
export function rootogramTable(data: Data): Table {
  const one = (value: number | null) => fixed(value, 1);
  return {
    id: "count-distribution",
    caption: "People by count, as seen and as expected; the last count and all above together",
    columns: [
      { name: "count", label: "Count", format: count },
      { name: "observed", label: "People", format: count },
      { name: "poisson", label: "Poisson", format: one },
      { name: "negative_binomial", label: "NB2", format: one },
    ],
    rows: countBins(data).map((bin) => [bin.count, bin.observed, bin.poisson, bin.negativeBinomial]),
  };
}
