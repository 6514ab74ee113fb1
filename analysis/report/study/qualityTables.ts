import type { TimingBlock } from "../../blocks/context.ts";
import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { isFew } from "../../findings/disclosure.ts";
import { labelOf, sentence } from "../../findings/names.ts";
import type { ReportData } from "../../findings/reportData.ts";

/** Each block of the timed tasks: trials, median latency, errors, too fast and too slow trials. */
export function timingTable(data: ReportData, column?: string): Table {
  const share = (value: number | null) => percent(value, 1000);
  return {
    id: column === undefined ? "timing" : `timing-${column}`,
    caption: "Timed tasks, block by block",
    columns: [
      { name: "task", label: "Task" },
      { name: "block", label: "Block" },
      { name: "people", label: "People", format: count },
      { name: "trials", label: "Trials", format: count },
      { name: "median_ms", label: "Median ms, to 50", format: count },
      { name: "error_rate", label: "Errors", format: share },
      { name: "under_300_ms", label: "Under 300 ms", format: share },
      { name: "over_10000_ms", label: "Over 10 000 ms", format: share },
    ],
    rows: data.context.timing
      .filter((block) => column === undefined || block.column === column)
      .map((block): readonly Cell[] => [
        labelOf(data, block.column),
        blockName(block),
        block.people,
        block.trials,
        medianOf(block),
        block.errorRate,
        block.fast / Math.max(1, block.trials),
        block.slow / Math.max(1, block.trials),
      ]),
  };
}

/** A block's name for readers. */
export function blockName({ block }: TimingBlock): string {
  return block === "" ? "All trials" : sentence(block);
}

/** Middle of the bin that holds the middle trial; null where that is the open one. */
function medianOf({ bins, binMs, trials }: TimingBlock): number | null {
  let seen = 0;
  const at = bins.findIndex((n) => {
    seen += n;
    return seen >= trials / 2;
  });
  return at < 0 || at === bins.length - 1 ? null : (at + 0.5) * binMs;
}

/** How reliable each timed measure was, and how many people had many trials too fast to be answers. */
export function splitHalfTable(data: ReportData): Table {
  const two = (value: number | null) => decimal(value);
  return {
    id: "split-half",
    caption: "Split-half reliability, stepped up to the whole test (Spearman–Brown)",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "n", label: "n", format: count },
      { name: "odd_even", label: "Odd and even", format: two },
      { name: "random_halves", label: "Random halves, mean", format: two },
      { name: "low", label: "middle 95 % from", format: two },
      { name: "high", label: "to", format: two },
      { name: "splits", label: "Splits", format: count },
      { name: "many_fast", label: "People over 10 % under 300 ms", format: count },
    ],
    rows: data.context.scored.flatMap(({ column, fastShares, reliability }): readonly (readonly Cell[])[] => {
      if (reliability === undefined) return [];
      const { n, oddEven, mean, lower, upper, splits } = reliability;
      const found = fastShares.filter((share) => share > 0.1).length;
      const fast =
        fastShares.length === 0 || isFew(found, data.fewest) || isFew(fastShares.length - found, data.fewest)
          ? null
          : found;
      return [[labelOf(data, column), n, oddEven, mean, lower, upper, splits, fast]];
    }),
  };
}

/** How the scores of a timed measure spread: people by bin. */
export function scoreTable(data: ReportData, column: string): Table {
  const bins = scoreBins(data.context.scored.find((one) => one.column === column)?.scores ?? [], data.fewest);
  return {
    id: `scores-${column.replaceAll("_", "-")}`,
    caption: `${labelOf(data, column)}: people by score`,
    columns: [
      { name: "from", label: "From", format: (value) => decimal(value) },
      { name: "to", label: "to under", format: (value) => decimal(value) },
      { name: "people", label: "People", format: count },
    ],
    rows: bins.map(({ from, to, n }) => [from, to, n]),
  };
}

const MOST_BINS = 24;

type ScoreBin = { readonly from: number; readonly to: number; readonly n: number };

/** Equal bins at round limits over the range of the scores; a bin of few people is put together with the next ones, until
 *  they are enough. */
export function scoreBins(scores: readonly number[], fewest: number): readonly ScoreBin[] {
  if (scores.length === 0) return [];
  const low = scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY);
  const high = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const widths = [1, 2, 5].flatMap((digit) => [-3, -2, -1, 0, 1, 2, 3].map((power) => digit * 10 ** power));
  const fits = widths.toSorted((a, b) => a - b).find((width) => (high - low) / width < MOST_BINS);
  const width = fits ?? (high - low) / MOST_BINS;
  const first = Math.floor(low / width);
  const bins = Array.from({ length: Math.floor(high / width) - first + 1 }, () => 0);
  for (const score of scores) bins[Math.floor(score / width) - first]! += 1;
  return withoutFew(
    bins.map((n, at) => ({ from: (first + at) * width, to: (first + at + 1) * width, n })),
    fewest,
  );
}

function withoutFew(bins: readonly ScoreBin[], fewest: number): readonly ScoreBin[] {
  const merged: ScoreBin[] = [];
  for (const bin of bins) {
    const before = merged.at(-1);
    const isOpen = before !== undefined && isFew(before.n, fewest);
    merged.splice(isOpen ? -1 : merged.length, isOpen ? 1 : 0, isOpen ? joined(before, bin) : bin);
  }
  const [before, last] = merged.slice(-2);
  if (before && last && isFew(last.n, fewest)) return [...merged.slice(0, -2), joined(before, last)];
  return merged.some(({ n }) => isFew(n, fewest)) ? [] : merged;
}

function joined(first: ScoreBin, next: ScoreBin): ScoreBin {
  return { from: first.from, to: next.to, n: first.n + next.n };
}
