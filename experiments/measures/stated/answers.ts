import { z } from "zod";

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** One answer as a cell or as recorded: a number, a text, a list of choices; null = no answer. `0` is a value. */
const AnswerCell = z
  .union([z.number(), z.string().transform(cellValue), z.array(z.string()), z.null()])
  .default(null)
  .readonly();

/** One row of an answers table. Every stated measure reads the same rows and takes the items that are its own, so that
 *  one table of all answers serves them all. `lowest` and `highest` say the scale where the browser recorded it. */
export const AnswerRow = z.object({
  trialIndex: z.coerce.number().default(0),
  item: z.string().default(""),
  value: AnswerCell,
  lowest: optionalNumber(),
  highest: optionalNumber(),
});
export type AnswerRow = z.infer<typeof AnswerRow>;
export type AnswerValue = AnswerRow["value"];

function optionalNumber() {
  return z.preprocess((cell) => (cell === "" || cell === null ? undefined : cell), z.coerce.number().optional());
}

function cellValue(text: string): number | string | string[] | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (NUMBER.test(trimmed)) return Number(trimmed);
  return trimmed.startsWith("[") ? (listOf(trimmed) ?? text) : text;
}

function listOf(text: string): string[] | null {
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The answer that counts for each item: the last one given, in order of `trialIndex` (equal ones in row order). */
export function lastAnswers(rows: readonly AnswerRow[]): ReadonlyMap<string, AnswerValue> {
  const inOrder = rows.toSorted((a, b) => a.trialIndex - b.trialIndex);
  return new Map(inOrder.map(({ item, value }) => [item, value]));
}

/** Rows of one item. A table about a single item may leave its name empty. */
export function rowsOf(rows: readonly AnswerRow[], item: string): readonly AnswerRow[] {
  return rows.filter((row) => row.item === item || row.item === "");
}

/** Rows of the items `<measure>.<item>`. */
export function rowsBelow(rows: readonly AnswerRow[], measure: string): readonly AnswerRow[] {
  return rows.filter((row) => row.item.startsWith(`${measure}.`));
}

/** The last answer to one item: null = asked and not answered, undefined = not asked. */
export function answerTo(rows: readonly AnswerRow[], item: string): AnswerValue | undefined {
  return lastAnswers(rows).get(item);
}
