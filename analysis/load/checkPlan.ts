import type { AnalysisPlan, PlannedOutcome } from "../../experiments/contract/plan.ts";
import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import { nearest } from "../../experiments/studyFile/nearest.ts";
import type { Locate, Path } from "../../experiments/studyFile/readDocument.ts";
import { cellsOf, type DataTable, textCell } from "./dataTable.ts";
import { labelMentions, numericMentions, outcomesOf } from "./planMentions.ts";

/** Where the plan and its table come from, for the messages. */
export type PlanSource = { readonly file: string; readonly dataFile: string; readonly locate: Locate };

type Mistake = Omit<ProblemDetails, "code"> & { readonly path?: string };

/** Every mistake of a plan that only its table shows: unknown columns, text where numbers are needed, outcomes that are
 *  not 0/1, weights and folds out of range, claims and models about nothing. Empty when the plan fits. */
export function checkPlan(plan: AnalysisPlan, table: DataTable, source: PlanSource): readonly ProblemDetails[] {
  const columns = [...table.columns.keys()];
  const unknown = [...numericMentions(plan), ...labelMentions(plan)].filter(({ column }) => !table.columns.has(column));
  if (unknown.length > 0) {
    return unknown.map(({ column, path }) => {
      const guess = nearest(column, columns);
      return told(source, path, {
        detail: `The table has no column "${column}".`,
        expected: `one of ${columns.join(", ")}`,
        found: column,
        todo: guess ? `Did you mean "${guess}"?` : "Correct the name, or add the column to the table.",
      });
    });
  }
  return [
    ...textMistakes(plan, table, source),
    ...outcomesOf(plan).flatMap(({ outcome, path }) => outcomeMistakes({ outcome, path, table, source })),
    ...rangeMistakes(plan, table, source),
    ...referenceMistakes(plan, source),
  ];
}

function told(source: PlanSource, path: Path, mistake: Mistake): ProblemDetails {
  return { code: "plan-invalid", ...mistake, file: source.file, ...source.locate(path) };
}

function textMistakes(plan: AnalysisPlan, table: DataTable, source: PlanSource): readonly ProblemDetails[] {
  const seen = new Set<string>();
  return numericMentions(plan).flatMap(({ column }) => {
    const text = seen.has(column) ? null : textCell(table, column);
    seen.add(column);
    if (text === null) return [];
    return [inTable(source, { row: text.row, column, found: `"${text.text}"`, expected: "a number, or nothing" })];
  });
}

// Rows are counted from 0 below the header, lines of the file from 1 with it.
function inTable(
  { dataFile }: PlanSource,
  { row, column, found, expected }: { row: number; column: string; found: string; expected: string },
): ProblemDetails {
  return {
    code: "table-invalid",
    detail: `The column "${column}" holds ${found}.`,
    file: dataFile,
    line: row + 2,
    path: column,
    expected,
    found,
    todo: "Correct the cell, or leave it empty when the value is missing.",
  };
}

type OutcomeQuestion = {
  readonly outcome: PlannedOutcome;
  readonly path: Path;
  readonly table: DataTable;
  readonly source: PlanSource;
};

const EXPECTED_VALUES = {
  binary: '0 or 1 (or a rule in the plan: {column, rule: ">0"})',
  count: "a whole number, 0 or more",
  amount: "a number, 0 or more",
  continuous: "a number",
} as const;

function outcomeMistakes({ outcome, path, table, source }: OutcomeQuestion): readonly ProblemDetails[] {
  if (outcome.against !== undefined && outcome.rule === undefined) {
    return [
      told(source, [...path, "against"], {
        detail: "`against` says who did not buy; `rule` must say who did.",
        expected: 'both, like rule: ">0", against: "<0"',
        found: "against without rule",
        todo: "Add `rule`.",
      }),
    ];
  }
  if (outcome.rule !== undefined) return [];
  const wrong = cellsOf(table, outcome.column).findIndex(
    (cell) => typeof cell === "number" && !fits(outcome.kind, cell),
  );
  if (wrong < 0) return [];
  const found = String(cellsOf(table, outcome.column)[wrong]);
  return [inTable(source, { row: wrong, column: outcome.column, found, expected: EXPECTED_VALUES[outcome.kind] })];
}

function fits(kind: PlannedOutcome["kind"], value: number): boolean {
  if (kind === "binary") return value === 0 || value === 1;
  if (kind === "count") return Number.isInteger(value) && value >= 0;
  return kind === "continuous" || value >= 0;
}

function rangeMistakes(plan: AnalysisPlan, table: DataTable, source: PlanSource): readonly ProblemDetails[] {
  const folds = plan.folds && "column" in plan.folds ? plan.folds.column : undefined;
  const isFlag = (value: number) => value === 0 || value === 1;
  const limits = [
    { column: plan.weight, expected: "a weight above 0", fits: (value: number) => value > 0 },
    { column: plan.eligible, expected: "0 or 1", fits: isFlag },
    { column: plan.stated_first, expected: "0 or 1", fits: isFlag },
    { column: plan.self_generated_validity?.surveyed, expected: "0 or 1", fits: isFlag },
    { column: folds, expected: "a fold from 1", fits: (value: number) => Number.isInteger(value) && value >= 1 },
    ...outcomesOf(plan).map(({ outcome }) => ({
      column: outcome.exposure,
      expected: "a time above 0",
      fits: (value: number) => value > 0,
    })),
  ];
  return limits.flatMap(({ column, expected, fits: isInside }) => {
    if (column === undefined) return [];
    const row = cellsOf(table, column).findIndex((cell) => typeof cell === "number" && !isInside(cell));
    if (row < 0) return [];
    return [inTable(source, { row, column, found: String(cellsOf(table, column)[row]), expected })];
  });
}

function referenceMistakes(plan: AnalysisPlan, source: PlanSource): readonly ProblemDetails[] {
  const all = [...plan.stated, ...plan.implicit, ...plan.other].map(({ column }) => column);
  const among = (columns: readonly string[], column: string | undefined, path: Path) => {
    if (column === undefined || columns.includes(column)) return [];
    const guess = nearest(column, columns);
    return [
      told(source, path, {
        detail: `"${column}" is none of the plan's measures here.`,
        expected: `one of ${columns.join(", ")}`,
        found: column,
        todo: guess ? `Did you mean "${guess}"?` : "Name one of these, or add the measure.",
      }),
    ];
  };
  const stated = plan.stated.map(({ column }) => column);
  const implicit = plan.implicit.map(({ column }) => column);
  const doubled = all.find((column, index) => all.indexOf(column) !== index);
  return [
    ...among(stated, plan.primary.stated, ["primary", "stated"]),
    ...among(implicit, plan.primary.implicit, ["primary", "implicit"]),
    ...plan.claims.flatMap(({ measure }, index) => among(all, measure, ["claims", index, "measure"])),
    ...(doubled === undefined
      ? []
      : [
          told(source, ["stated"], {
            detail: `The column "${doubled}" is used as two measures.`,
            expected: "every column once",
            found: doubled,
            todo: "Name it once.",
          }),
        ]),
  ];
}
