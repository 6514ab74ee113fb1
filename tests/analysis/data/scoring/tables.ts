import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { type ScoreOptions, scoreTable } from "../../../../analysis/data/scoring/scoreTable.ts";
import type { Measure } from "../../../../experiments/contract/measure.ts";
import { readTrialText } from "./readTrialText.ts";

export type TextRow = Readonly<Record<string, string>>;

/** The rows of a CSV file as text cells. */
export function csvRows(file: string): readonly TextRow[] {
  return parse(readFileSync(file, "utf8"), { columns: true });
}

/** Rows written as a trial table and scored, as `saydo score` would. */
export function scoredRows(measure: Measure, rows: readonly object[], options: Partial<ScoreOptions> = {}) {
  const text = stringify([...rows], { header: true });
  const groups = readTrialText(measure, { file: "trials.csv", text });
  const { scored, summary } = scoreTable(measure, groups, { splits: 0, seed: 1, ...options });
  return { scored, summary, byParticipant: new Map(scored.map((one) => [one.participantId, one.score])) };
}

/** The numbers of one column by participant. */
export function columnOf(rows: readonly TextRow[], id: string, column: string): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((row) => (row[column] === "" ? [] : [[row[id] ?? "", Number(row[column])] as const])));
}

/** The largest distance of a score from its reference, over everyone the reference has. */
export function largestMiss(
  found: ReadonlyMap<string, { readonly value: number | null }>,
  expected: ReadonlyMap<string, number>,
): number {
  if (expected.size === 0) throw new RangeError("the reference has nobody");
  return Math.max(
    ...[...expected].map(([id, value]) => Math.abs((found.get(id)?.value ?? Number.POSITIVE_INFINITY) - value)),
  );
}
