import type { Score } from "../../../contract/measure.ts";
import { meanOf, medianOf } from "../meanOf.ts";
import { aatCells } from "./cells.ts";
import type { AatSettings } from "./settings.ts";
import type { AatRow } from "./trial.ts";

/** Double difference: (avoid − approach) for the focal product − the same for the comparison one, over right responses;
 *  in ms, or in SDs with profile `d`. Positive = the focal product is approached more easily. Excluded: no trials, an
 *  empty cell, no variance (profile d); with their value: too many errors.
 *  Sources: Rinck & Becker (2007); Heuer, Rinck & Becker (2007) for the double difference. */
export function scoreApproachAvoidance(rows: readonly AatRow[], settings: AatSettings): Score {
  const scored = rows.filter(({ target }) => target !== undefined);
  const cells = aatCells.cells(scored, settings);
  const used = cells.reduce((count, cell) => count + cell.length, 0);
  const averages = cells.map(settings.average === "median" ? medianOf : meanOf);
  const [focalApproach = null, focalAvoid = null, comparisonApproach = null, comparisonAvoid = null] = averages;
  const parts = {
    focal_approach: focalApproach,
    focal_avoid: focalAvoid,
    comparison_approach: comparisonApproach,
    comparison_avoid: comparisonAvoid,
    error_rate: scored.length === 0 ? null : scored.filter(({ isCorrect }) => !isCorrect).length / scored.length,
  };
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  if (used === 0) return { value: null, excluded: "no-correct-trials", trialsUsed: used, parts };
  if (averages.includes(null)) return { value: null, excluded: "missing-block", trialsUsed: used, parts };
  const value = aatCells.value(cells, settings);
  if (value === null) return { value, excluded: "zero-variance", trialsUsed: used, parts };
  const isErring = (parts.error_rate ?? 0) > settings.maxErrorShare;
  return { value, ...(isErring ? { excluded: "too-many-errors" } : {}), trialsUsed: used, parts };
}
