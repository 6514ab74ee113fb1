import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { AnswersOnly } from "./answersOnly.ts";
import { type Cell, cellsOf, type DataTable } from "./dataTable.ts";

const MOST_NAMED = 5;
/** More than a tenth of all rows are no slips: they are a design that this table does not show. */
const MOST_TWICE = 0.1;

/** The table without rows that were entered twice: identical in every column to an earlier row of the same participant.
 *  They go only where afterwards nobody has two rows (of one product): otherwise equal rows may be true repeats. Says
 *  whose rows went; names an id column that repeats although the plan has no `participant`. */
export function uniqueRows(table: DataTable, plan: AnalysisPlan): AnswersOnly {
  const { participant, product } = plan;
  if (participant === undefined) return { table, notices: repeatingIds(table, plan) };
  if (!table.columns.has(participant) || (product !== undefined && !table.columns.has(product)))
    return { table, notices: [] };
  const persons = cellsOf(table, participant);
  const units = product === undefined ? [persons] : [persons, cellsOf(table, product)];
  const whole = [...table.columns.values()];
  const kept = firstRows(table.rows, whole);
  if (kept.length === table.rows || firstRows(table.rows, units).length < kept.length) return { table, notices: [] };
  const keeps = new Set(kept);
  const twice = persons.filter((person, row) => person !== null && !keeps.has(row));
  if (twice.length === 0 || twice.length > MOST_TWICE * table.rows) return { table, notices: [] };
  const pick = (cells: readonly Cell[]) => kept.map((row) => cells[row]!);
  const smaller = {
    rows: kept.length,
    columns: new Map([...table.columns].map(([name, cells]) => [name, pick(cells)])),
  };
  return { table: smaller, notices: [enteredTwice(participant, twice)] };
}

function enteredTwice(participant: string, twice: readonly Cell[]): string {
  const names = [...new Set(twice)];
  const told = `${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? " and others" : ""}`;
  return twice.length === 1
    ? `One row was entered twice (${participant} ${told}) and counts once.`
    : `${twice.length} rows repeat an earlier row exactly (${participant} ${told}) and count once.`;
}

function firstRows(rows: number, columns: readonly (readonly Cell[])[]): readonly number[] {
  const seen = new Set<string>();
  return Array.from({ length: rows }, (_, row) => row).filter((row) => {
    const key = JSON.stringify(columns.map((cells) => cells[row]));
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const LIKE_AN_ID = /^(id|pid|uid)$|(^|_)(participant|person|respondent|subject|customer|user|prolific)(_?id|_?pid)?$/i;

function repeatingIds({ columns, rows }: DataTable, plan: AnalysisPlan): readonly string[] {
  const measured = new Set([...plan.stated, ...plan.implicit, ...plan.other].map(({ column }) => column));
  return [...columns].flatMap(([name, cells]) => {
    const known = cells.filter((cell) => cell !== null);
    const distinct = new Set(known).size;
    if (measured.has(name) || !LIKE_AN_ID.test(name) || distinct < 2 || distinct === known.length) return [];
    return [
      `The column ${name} holds ${distinct} values in ${rows} rows: if it says whose row it is, name it (participant: ` +
        `${name}). Without that, every row counts as another person.`,
    ];
  });
}
