import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import type { Path } from "../../experiments/studyFile/readDocument.ts";
import { inTable, type PlanSource, told } from "../plan/planSource.ts";
import { codedOutcome } from "./cohort.ts";
import { type Cell, cellsOf, type DataTable, textCell } from "./dataTable.ts";

type Question = {
  readonly outcome: PlannedOutcome;
  readonly path: Path;
  readonly table: DataTable;
  readonly source: PlanSource;
};

/** Purchases that cannot be an outcome: made before the person was asked, or at no known moment where the plan names
 *  moments. Empty when the plan names none. */
export function momentMistakes({ outcome, path, table, source }: Question): readonly ProblemDetails[] {
  const { at, after } = outcome;
  if ((at === undefined && after === undefined) || textCell(table, outcome.column) !== null) return [];
  if (at === undefined || after === undefined) {
    return [
      told(source, path, {
        detail: "`at` is when somebody bought, `after` when they were asked: one says nothing without the other.",
        expected: "both, like at: purchased_at, after: started_at",
        found: at === undefined ? "after only" : "at only",
        todo: `Add \`${at === undefined ? "at" : "after"}\`.`,
      }),
    ];
  }
  const [bought, asked] = [cellsOf(table, at), cellsOf(table, after)];
  const unread = [at, after].flatMap((column) => unreadable(source, column, cellsOf(table, column)));
  if (unread.length > 0) return unread;
  const doers = codedOutcome(table, outcome).flatMap((value, row) => (value !== null && value > 0 ? [row] : []));
  return [
    ...refusal(
      { source, column: at, rows: doers.filter((row) => isBefore(bought[row], asked[row])) },
      { what: "before the person was asked", expected: `a moment after ${after}`, cells: bought },
    ),
    ...refusal(
      { source, column: at, rows: doers.filter((row) => bought[row] === null || asked[row] === null) },
      { what: "at an unknown moment", expected: `the moment in ${at} and in ${after}`, cells: bought },
    ),
  ];
}

function refusal(
  { source, column, rows }: { readonly source: PlanSource; readonly column: string; readonly rows: readonly number[] },
  { what, expected, cells }: { readonly what: string; readonly expected: string; readonly cells: readonly Cell[] },
): readonly ProblemDetails[] {
  const [row] = rows;
  if (row === undefined) return [];
  const others = rows.length === 1 ? "" : ` (and ${rows.length - 1} more)`;
  return [
    inTable(source, {
      row,
      column,
      detail: `This row's purchase was made ${what}${others}, so it is refused as an outcome: answers cannot predict it.`,
      expected,
      found: String(cells[row] ?? "nothing"),
      todo: "Count only purchases after the session; earlier ones may be a covariate.",
    }),
  ];
}

function unreadable(source: PlanSource, column: string, cells: readonly Cell[]): readonly ProblemDetails[] {
  const row = cells.findIndex((cell) => cell !== null && Number.isNaN(momentOf(cell)));
  if (row < 0) return [];
  return [
    inTable(source, {
      row,
      column,
      detail: `The column "${column}" holds something that is no moment.`,
      expected: "an ISO date or time, like 2026-03-01 or 2026-03-01T09:30:00Z",
      found: String(cells[row]),
      todo: "Write moments in ISO 8601.",
    }),
  ];
}

const ISO = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY = 10;

function momentOf(cell: Cell): number {
  const text = String(cell);
  return ISO.test(text) ? Date.parse(text) : Number.NaN;
}

// A date without a time can only be compared by days; the same day is not before.
function isBefore(bought: Cell | undefined, asked: Cell | undefined): boolean {
  if (bought === null || bought === undefined || asked === null || asked === undefined) return false;
  const [a, b] = [String(bought), String(asked)];
  if (a.length === DAY || b.length === DAY) return a.slice(0, DAY) < b.slice(0, DAY);
  return momentOf(a) < momentOf(b);
}
