import { z } from "zod";
import type { ExclusionReason, Score } from "../../contract/measure.ts";
import { type AnswerRow, type AnswerValue, lastAnswers, rowsOf } from "./answers.ts";

/** A rating scale of whole numbers, both ends included. */
export type Scale = { readonly lowest: number; readonly highest: number };

/** The scale as a scoring setting, for answers that come without their scale. */
export function scaleSettings(scale: Scale) {
  return z.strictObject({
    lowest: z.coerce.number().int().default(scale.lowest),
    highest: z.coerce.number().int().default(scale.highest),
  });
}

/** The scale the browser recorded with the answers, as far as it did. */
export function recordedScale(rows: Iterable<AnswerRow>, item: string): Partial<Scale> {
  for (const { lowest, highest, ...row } of rows) {
    if (row.item !== item && row.item !== "") continue;
    if (lowest !== undefined && highest !== undefined && lowest < highest) return { lowest, highest };
  }
  return {};
}

/** Whether a value is a whole number on the scale. */
export function isOnScale(value: AnswerValue, { lowest, highest }: Scale): value is number {
  return (
    lowest < highest && typeof value === "number" && Number.isInteger(value) && value >= lowest && value <= highest
  );
}

export type ItemScoring = {
  readonly item: string;
  readonly scale: Scale;
  /** Further columns, from the rating. */
  readonly parts: (rating: number) => Readonly<Record<string, number | null>>;
};

/** Scores a measure of one rating: the last answer on its scale. No rows, no answer and an answer off the scale are
 *  excluded with their reason; an answer off the scale has no value. No answer is on a scale that does not run upward. */
export function scoreItem(rows: readonly AnswerRow[], { item, scale, parts }: ItemScoring): Score {
  const noParts = Object.fromEntries(Object.keys(parts(scale.lowest)).map((name) => [name, null]));
  const refused = (excluded: ExclusionReason): Score => ({ value: null, excluded, trialsUsed: 0, parts: noParts });
  const own = rowsOf(rows, item);
  if (own.length === 0) return refused("no-trials");
  const value = [...lastAnswers(own.map((row) => ({ ...row, item }))).values()][0] ?? null;
  if (value === null) return refused("not-answered");
  if (!isOnScale(value, scale)) return refused("off-scale");
  return { value, trialsUsed: 1, parts: parts(value) };
}

/** 1 or 0, as flags stand in a table. */
export function flag(isTrue: unknown): number {
  return isTrue === true ? 1 : 0;
}
