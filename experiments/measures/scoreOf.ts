import type { Measure, Score } from "../contract/measure.ts";
import type { ProductRows } from "./sharedRows.ts";

/** A measure's score of one person's rows. Numbers as large as nobody's give sums that are none: such a score has no
 *  value, and its person is left out as off the scale. */
export function scoreOf(
  measure: Measure,
  rows: ProductRows["rows"],
  settings: Readonly<Record<string, unknown>>,
): Score {
  const score = measure.score(rows, settings);
  const parts = Object.entries(score.parts);
  if (isNumber(score.value) && parts.every(([, part]) => isNumber(part))) return score;
  const known = Object.fromEntries(parts.map(([name, part]) => [name, isNumber(part) ? part : null]));
  if (isNumber(score.value)) return { ...score, parts: known };
  return { ...score, value: null, excluded: score.excluded ?? "off-scale", parts: known };
}

const isNumber = (value: number | null) => value === null || Number.isFinite(value);
