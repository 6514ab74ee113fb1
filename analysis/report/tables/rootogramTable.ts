import { asRecord, numberIn } from "../cells.ts";
import { count, fixed } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";
import type { Table } from "./table.ts";

/** One count: how many people, and how many the Poisson and the negative binomial model expect. */
export type CountBin = {
  readonly count: number;
  readonly observed: number;
  readonly poisson: number | null;
  readonly negativeBinomial: number | null;
};

/** Observed and expected numbers of people by count; empty where the outcome is no count. */
export function countBins(data: ReportData): readonly CountBin[] {
  const { counts, observed, poisson, negative_binomial } = asRecord(data.found.count_distribution);
  const listed = (value: unknown) => (Array.isArray(value) ? value.map(numberIn) : []);
  const [seen, plain, spread] = [observed, poisson, negative_binomial].map(listed);
  return listed(counts).flatMap((value, at) => {
    const people = seen?.[at];
    if (value === null || people == null) return [];
    return [{ count: value, observed: people, poisson: plain?.[at] ?? null, negativeBinomial: spread?.[at] ?? null }];
  });
}

/** Every number of the rootogram. */
export function rootogramTable(data: ReportData): Table {
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
