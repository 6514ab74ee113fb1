import type { z } from "zod";
import type { Measure, Score } from "../../../../experiments/contract/measure.ts";

/** Scores answers as they stand in an answers table, every cell a text. */
export function scoreAnswers<
  P extends z.ZodObject,
  T extends z.ZodObject,
  R extends z.ZodObject,
  S extends z.ZodObject,
>(
  measure: Measure<P, T, R, S>,
  rows: readonly Readonly<Record<string, string>>[],
  settings: Readonly<Record<string, unknown>> = {},
): Score {
  const read = rows.map((row) => measure.row.parse(row));
  return measure.score(read, measure.settings.parse({ ...measure.inferSettings?.(read), ...settings }));
}
