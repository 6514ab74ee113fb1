import type { Score } from "../../../contract/measure.ts";
import { meanOf } from "../meanOf.ts";
import { eptCells } from "./cells.ts";
import type { EptSettings } from "./settings.ts";
import type { EptRow } from "./trial.ts";

/** Double difference of mean latencies in ms: (negative − positive targets after the focal product) − (the same after
 *  the comparison one); positive when the focal product speeds up good words more. Right responses of 300–1000 ms only.
 *  Excluded: no trials, an empty cell; with their value: 40 % errors or more. Sources: Fazio, Jackson, Dunton & Williams
 *  (1995); Koppehele-Gossel, Hoffmann, Banse & Gawronski (2020) for the limits. */
export function scoreEvaluativePriming(rows: readonly EptRow[], settings: EptSettings): Score {
  const scored = rows.filter(({ blockKind }) => blockKind !== "practice");
  const cells = eptCells.cells(scored, settings);
  const used = cells.reduce((count, cell) => count + cell.length, 0);
  const [focalPositive = null, focalNegative = null, comparisonPositive = null, comparisonNegative = null] =
    cells.map(meanOf);
  const parts = {
    focal_positive: focalPositive,
    focal_negative: focalNegative,
    comparison_positive: comparisonPositive,
    comparison_negative: comparisonNegative,
    error_rate: scored.length === 0 ? null : scored.filter(({ isCorrect }) => !isCorrect).length / scored.length,
  };
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  const value = eptCells.value(cells, settings);
  if (value === null) {
    return { value, excluded: used === 0 ? "no-correct-trials" : "missing-block", trialsUsed: used, parts };
  }
  const isErring = (parts.error_rate ?? 0) >= settings.maxErrorShare;
  return { value, ...(isErring ? { excluded: "too-many-errors" } : {}), trialsUsed: used, parts };
}
