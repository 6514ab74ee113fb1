import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import { nearest } from "../../experiments/studyFile/nearest.ts";
import type { Path } from "../../experiments/studyFile/readDocument.ts";
import { multiverseMistakes } from "../plan/checkMultiverse.ts";
import { labelMentions, multiverseOutcomes, numericMentions, outcomesOf } from "../plan/planMentions.ts";
import { inTable, type PlanSource, told } from "../plan/planSource.ts";
import { momentMistakes } from "./checkMoments.ts";
import { cellsOf, type DataTable, textCell } from "./dataTable.ts";

/** Every mistake of a plan that only its table shows: unknown columns, text where numbers are needed, outcomes that are
 *  not 0/1, weights and folds out of range, claims and models about nothing. Empty when the plan fits. */
export function checkPlan(plan: AnalysisPlan, table: DataTable, source: PlanSource): readonly ProblemDetails[] {
  const columns = [...new Set([...(source.names ?? []), ...table.columns.keys()])];
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
    ...[...outcomesOf(plan), ...multiverseOutcomes(plan)].flatMap(({ outcome, path }) =>
      outcomeMistakes({ outcome, path, table, source }),
    ),
    ...rangeMistakes(plan, table, source),
    ...referenceMistakes(plan, source),
    ...multiverseMistakes(plan, source),
  ];
}

function textMistakes(plan: AnalysisPlan, table: DataTable, source: PlanSource): readonly ProblemDetails[] {
  const seen = new Set<string>();
  return numericMentions(plan).flatMap(({ column }) => {
    const text = seen.has(column) ? null : textCell(table, column);
    seen.add(column);
    if (text === null) return [];
    return [wrongCell(source, { row: text.row, column, found: `"${text.text}"`, expected: "a number, or nothing" })];
  });
}

function wrongCell(
  source: PlanSource,
  cell: { readonly row: number; readonly column: string; readonly found: string; readonly expected: string },
): ProblemDetails {
  return inTable(source, {
    ...cell,
    detail: `The column "${cell.column}" holds ${cell.found}.`,
    todo: "Correct the cell, or leave it empty when the value is missing.",
  });
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
  if (outcome.rule !== undefined) return momentMistakes({ outcome, path, table, source });
  const wrong = cellsOf(table, outcome.column).findIndex(
    (cell) => typeof cell === "number" && !fits(outcome.kind, cell),
  );
  if (wrong < 0) return momentMistakes({ outcome, path, table, source });
  const found = String(cellsOf(table, outcome.column)[wrong]);
  return [wrongCell(source, { row: wrong, column: outcome.column, found, expected: EXPECTED_VALUES[outcome.kind] })];
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
    ...(plan.prices?.gabor_granger ?? []).map(({ column }) => ({ column, expected: "0 or 1", fits: isFlag })),
    { column: plan.prices?.stakes?.amount, expected: "an amount of 0 or more", fits: (value: number) => value >= 0 },
    ...(plan.prices?.van_westendorp?.intents ?? []).map((column) => ({
      column,
      expected: "an intent from 1 to 5",
      fits: (value: number) => Number.isInteger(value) && value >= 1 && value <= 5,
    })),
    { column: plan.stated_first, expected: "0 or 1", fits: isFlag },
    { column: plan.time_pressure, expected: "0 or 1", fits: isFlag },
    { column: plan.self_generated_validity?.surveyed, expected: "0 or 1", fits: isFlag },
    { column: folds, expected: "a fold from 1", fits: (value: number) => Number.isInteger(value) && value >= 1 },
    ...outcomesOf(plan).map(({ outcome }) => ({
      column: outcome.time,
      expected: "a time of 0 or more",
      fits: (value: number) => value >= 0,
    })),
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
    return [wrongCell(source, { row, column, found: String(cellsOf(table, column)[row]), expected })];
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
    ...predictorMistakes(plan, all, source),
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

// An outcome among its own predictors is predicted perfectly, and says nothing.
function predictorMistakes(
  plan: AnalysisPlan,
  measures: readonly string[],
  source: PlanSource,
): readonly ProblemDetails[] {
  const predictors = [...measures, ...plan.covariates, ...plan.order, ...Object.values(plan.models ?? {}).flat()];
  const outcomes = [...outcomesOf(plan), ...multiverseOutcomes(plan)];
  // With a rule the outcome is another variable than its column: a choice made of a difference, say.
  const circular = outcomes.find(({ outcome }) => outcome.rule === undefined && predictors.includes(outcome.column));
  if (circular === undefined) return [];
  return [
    told(source, circular.path, {
      detail: `"${circular.outcome.column}" is both the outcome and a predictor of it.`,
      expected: "an outcome that is none of the measures, covariates or model predictors",
      found: circular.outcome.column,
      todo: "Take it out of the predictors.",
    }),
  ];
}
