import type { CellRule } from "../cellRule.ts";
import { doubleDifference } from "../doubleDifference.ts";
import { meanOf } from "../meanOf.ts";
import type { EptSettings } from "./settings.ts";
import type { EptPrime, EptRow, Valence } from "./trial.ts";

type Limits = Pick<EptSettings, "dropBelowMs" | "dropAboveMs">;

/** Latencies of right responses within the limits: focal positive, focal negative, comparison positive, comparison
 *  negative; practice left out. The score is the double difference of their means. */
export const eptCells: CellRule<EptRow, Limits> = {
  cells: (rows, limits) => [
    latencies(rows, { prime: "focal", valence: "positive", limits }),
    latencies(rows, { prime: "focal", valence: "negative", limits }),
    latencies(rows, { prime: "comparison", valence: "positive", limits }),
    latencies(rows, { prime: "comparison", valence: "negative", limits }),
  ],
  value: (cells) => {
    const [focalFitting = null, focalOther = null, comparisonFitting = null, comparisonOther = null] =
      cells.map(meanOf);
    return doubleDifference({ focalFitting, focalOther, comparisonFitting, comparisonOther });
  },
};

type CellOf = { readonly prime: EptPrime; readonly valence: Valence; readonly limits: Limits };

function latencies(rows: readonly EptRow[], { prime, valence, limits }: CellOf): Float64Array {
  const kept = rows.flatMap((row) => {
    const { blockKind, isCorrect, latencyMs } = row;
    if (blockKind === "practice" || row.prime !== prime || row.targetValence !== valence) return [];
    if (!isCorrect || latencyMs === undefined) return [];
    return latencyMs >= limits.dropBelowMs && latencyMs <= limits.dropAboveMs ? [latencyMs] : [];
  });
  return Float64Array.from(kept);
}
