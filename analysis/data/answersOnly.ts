import type { AnalysisPlan, SurveyCode } from "../../experiments/contract/plan.ts";
import { comparedMeasures } from "../plan/measure.ts";
import { labelMentions, outcomesOf } from "../plan/planMentions.ts";
import { type Cell, cellsOf, type DataTable, withColumn } from "./dataTable.ts";

/** A table whose cells are answers, and a sentence for each column that lost some. */
export type AnswersOnly = { readonly table: DataTable; readonly notices: readonly string[] };

/** The table without what is no answer: survey codes that the plan names in `missing`, and values off a measure's scale,
 *  become missing cells and are counted by column. Columns that do not exist yet (`derive`) are passed over. */
export function answersOnly(table: DataTable, plan: AnalysisPlan): AnswersOnly {
  const coded = Object.entries(codesByColumn(table, plan)).reduce<AnswersOnly>(
    (so, [column, codes]) => emptied(so, column, { isNone: codeAmong(codes), reason: "are survey codes" }),
    { table, notices: [] },
  );
  return comparedMeasures(plan).reduce((so, { column, answerScale: scale }) => {
    if (scale === null || !so.table.columns.has(column)) return so;
    const [low, high] = scale;
    const isNone = (cell: Cell) => typeof cell === "number" && (cell < low || cell > high);
    return emptied(so, column, { isNone, reason: `are off its scale from ${low} to ${high}` });
  }, coded);
}

// A list speaks of every column but labels, weights, and counts and amounts, where a code could be a true value.
function codesByColumn({ columns }: DataTable, plan: AnalysisPlan): Readonly<Record<string, readonly SurveyCode[]>> {
  const { missing } = plan;
  if (missing === undefined) return {};
  if (!Array.isArray(missing)) return missing;
  const spared = new Set([
    ...labelMentions(plan).map(({ column }) => column),
    ...outcomesOf(plan).flatMap(({ outcome }) => [
      ...(outcome.kind === "binary" ? [] : [outcome.column]),
      ...[outcome.exposure, outcome.time].filter((column) => column !== undefined),
    ]),
    ...(plan.weight === undefined ? [] : [plan.weight]),
  ]);
  return Object.fromEntries([...columns.keys()].flatMap((name) => (spared.has(name) ? [] : [[name, missing]])));
}

function codeAmong(codes: readonly SurveyCode[]): (cell: Cell) => boolean {
  const wanted = new Set<Cell>(codes);
  return (cell) => cell !== null && wanted.has(cell);
}

type None = { readonly isNone: (cell: Cell) => boolean; readonly reason: string };

const MOST_NAMED = 4;

function emptied({ table, notices }: AnswersOnly, column: string, { isNone, reason }: None): AnswersOnly {
  if (!table.columns.has(column)) return { table, notices };
  const cells = cellsOf(table, column);
  const found = cells.filter(isNone);
  if (found.length === 0) return { table, notices };
  const values = [...new Set(found)];
  const named = values.slice(0, MOST_NAMED).join(", ");
  const told = values.length > MOST_NAMED ? `${named} and others` : named;
  const sentence = `${column}: ${found.length} of ${table.rows} values ${reason} (${told}) and count as no answer.`;
  const kept = cells.map((cell) => (isNone(cell) ? null : cell));
  return { table: withColumn(table, column, kept), notices: [...notices, sentence] };
}
