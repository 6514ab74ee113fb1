import { ampCells } from "../../../experiments/measures/implicit/affectMisattribution/cells.ts";
import { aatCells } from "../../../experiments/measures/implicit/approachAvoidance/cells.ts";
import type { CellRule } from "../../../experiments/measures/implicit/cellRule.ts";
import { eptCells } from "../../../experiments/measures/implicit/evaluativePriming/cells.ts";
import { gnatCells } from "../../../experiments/measures/implicit/goNoGoAssociation/cells.ts";
import { fastBelow } from "./fastRandom.ts";
import type { Scored } from "./scoreEveryone.ts";
import { splitCorrelation } from "./splitCorrelation.ts";
import type { SplitPlan } from "./splitPlan.ts";
import type { TrialRow } from "./trialTable.ts";

type AnyRule = CellRule<TrialRow, Readonly<Record<string, unknown>>>;
// Each measure parsed its own rows and settings; the table forgets of which measure they are.
const rules: ReadonlyMap<string, AnyRule> = new Map<string, unknown>([
  ["affectMisattribution", ampCells],
  ["approachAvoidance", aatCells],
  ["evaluativePriming", eptCells],
  ["goNoGoAssociation", gnatCells],
]) as ReadonlyMap<string, AnyRule>;

/** One person's cells; `first` and `second` look at the two halves of each, whatever stands in it. */
type Person = {
  readonly cells: readonly Float64Array[];
  readonly first: readonly Float64Array[];
  readonly second: readonly Float64Array[];
};

/** Correlation of two random halves, one a split, for measures scored by the values of cells; null for other measures.
 *  Each cell's kept values are split in halves; of an odd count, every other cell gives the first half one more. */
export function cellPermutations(plan: SplitPlan, counted: readonly Scored[]): readonly (number | null)[] | null {
  const rule = rules.get(plan.measure.name);
  if (!rule) return null;
  const people = counted.map(({ rows }) => personOf(rule.cells(rows, plan.settings)));
  const below = fastBelow(plan.seed, 0);
  const a = new Float64Array(people.length);
  const b = new Float64Array(people.length);
  return Array.from({ length: plan.splits }, () => {
    let count = 0;
    for (const { cells, first, second } of people) {
      for (let cell = 0; cell < cells.length; cell += 1) drawFirst(cells[cell]!, first[cell]!.length, below);
      const [x, y] = [rule.value(first, plan.settings), rule.value(second, plan.settings)];
      if (x === null || y === null) continue;
      a[count] = x;
      b[count] = y;
      count += 1;
    }
    return splitCorrelation(a, b, count);
  });
}

function personOf(cells: readonly Float64Array[]): Person {
  const half = (cell: Float64Array, index: number) => (cell.length + (index % 2)) >> 1;
  return {
    cells,
    first: cells.map((cell, index) => cell.subarray(0, half(cell, index))),
    second: cells.map((cell, index) => cell.subarray(half(cell, index))),
  };
}

/** Brings a random choice of `half` values to the front (Fisher & Yates, broken off). */
function drawFirst(cell: Float64Array, half: number, below: (n: number) => number): void {
  for (let i = 0; i < half; i += 1) {
    const j = i + below(cell.length - i);
    const chosen = cell[j]!;
    cell[j] = cell[i]!;
    cell[i] = chosen;
  }
}
