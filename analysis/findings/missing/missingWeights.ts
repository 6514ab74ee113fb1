import { codedOutcome } from "../../data/cohort.ts";
import { type DataTable, numbersOf, textCell } from "../../data/dataTable.ts";
import {
  type NoResponseWeights,
  type ResponseWeights,
  responseWeights,
} from "../../statistics/missing/responseWeights.ts";
import type { Context } from "../context.ts";

/** Rows of the table whose people were asked: a tie that the outcome's rules leave out is known, not missing, and a
 *  control arm was never asked. */
export function askedRows({ table, outcome, plan }: Pick<Context, "table" | "outcome" | "plan">): readonly number[] {
  const coded = codedOutcome(table, outcome);
  const raw = numbersOf(table, outcome.column);
  const arms = plan.self_generated_validity;
  const surveyed = arms === undefined ? null : numbersOf(table, arms.surveyed);
  return [...Array(table.rows).keys()].filter(
    (row) => (coded[row] !== null || raw[row] === null) && (surveyed === null || surveyed[row] === 1),
  );
}

const MOST_COLUMNS = 30;

/** Weights that make the complete rows of a comparison stand for all the `asked` rows of its table, from every numeric
 *  column known of all of them (30 at most). `complete` are rows of the table too, in the order of the weights. */
export function weightsForMissing(
  { plan }: Context,
  rows: { readonly table: DataTable; readonly asked: readonly number[]; readonly complete: readonly number[] },
): ResponseWeights | NoResponseWeights {
  const { table, asked, complete } = rows;
  const labels = [plan.participant, plan.product];
  const known = [...table.columns.keys()]
    .filter((column) => !labels.includes(column) && textCell(table, column) === null)
    .flatMap((column) => {
      const cells = numbersOf(table, column);
      const values = asked.flatMap((row) => cells[row] ?? []);
      return values.length === asked.length ? [[column, values] as const] : [];
    });
  const kept = new Set(complete);
  return responseWeights(
    Object.fromEntries(known.slice(0, MOST_COLUMNS)),
    asked.map((row) => kept.has(row)),
  );
}
