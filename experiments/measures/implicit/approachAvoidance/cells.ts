import type { CellRule } from "../cellRule.ts";
import { doubleDifference } from "../doubleDifference.ts";
import { meanOf, medianOf, sdOf } from "../meanOf.ts";
import type { AatSettings } from "./settings.ts";
import type { AatRow, AatTarget, Action } from "./trial.ts";

type Rule = Pick<AatSettings, "dropBelowMs" | "dropAboveMs" | "average" | "divideBySd">;

/** Latencies of right responses within the limits: focal approach, focal avoid, comparison approach, comparison avoid. The
 *  score is the double difference of their medians or means, in SDs of all of them with `divideBySd`. */
export const aatCells: CellRule<AatRow, Rule> = {
  cells: (rows, rule) => [
    latencies(rows, { target: "focal", action: "approach", rule }),
    latencies(rows, { target: "focal", action: "avoid", rule }),
    latencies(rows, { target: "comparison", action: "approach", rule }),
    latencies(rows, { target: "comparison", action: "avoid", rule }),
  ],
  value: (cells, { average, divideBySd }) => {
    const averages = cells.map(average === "median" ? medianOf : meanOf);
    const [focalFitting = null, focalOther = null, comparisonFitting = null, comparisonOther = null] = averages;
    const difference = doubleDifference({ focalFitting, focalOther, comparisonFitting, comparisonOther });
    if (difference === null || divideBySd === "no") return difference;
    const sd = sdOf(cells.flatMap((cell) => [...cell]));
    return sd === null || sd === 0 ? null : difference / sd;
  },
};

type CellOf = { readonly target: AatTarget; readonly action: Action; readonly rule: Rule };

function latencies(rows: readonly AatRow[], { target, action, rule }: CellOf): Float64Array {
  const kept = rows.flatMap((row) => {
    const { isCorrect, latencyMs } = row;
    if (row.target !== target || row.action !== action || !isCorrect || latencyMs === undefined) return [];
    return latencyMs >= rule.dropBelowMs && latencyMs <= rule.dropAboveMs ? [latencyMs] : [];
  });
  return Float64Array.from(kept);
}
