import { z } from "zod";
import { type DataTable, numbersOf } from "../../data/dataTable.ts";
import { type CalibrationError, calibrationError } from "../../statistics/models/calibration/calibrationError.ts";
import { type ProbabilityScores, probabilityScores } from "../../statistics/models/calibration/probabilityScores.ts";
import { type Recalibration, recalibration } from "../../statistics/models/calibration/recalibration.ts";
import { logistic } from "../../statistics/numerics/specialFunctions.ts";
import { type AucReport, delong, delongPaired, type PairedAucReport } from "../../statistics/ranking/delong.ts";
import { unavailable } from "../unavailable.ts";
import { modelWords } from "../words.ts";

const INTERCEPT = "(Intercept)";
const Coefficients = z.record(z.string(), z.number());

/** Models fitted on one study, kept to be tried on another. Predictors enter on their own scale, uncentred; a product
 *  dummy is `<column><level>`. */
export const FrozenModels = z.strictObject({
  saydo_model: z.literal(1),
  version: z.string().optional(),
  outcome: z.string(),
  method: z.enum(["ml", "firth"]),
  coding: z.literal("raw columns, treatment-coded dummies <column><level>, log-odds"),
  data_sha256: z.string().optional(),
  plan_sha256: z.string().optional(),
  models: z.record(z.string(), Coefficients),
});
export type FrozenModels = z.infer<typeof FrozenModels>;

type Fitted = {
  readonly ladder_method?: "ml" | "firth" | null | undefined;
  readonly ladder_coefficients?: Readonly<Record<string, Readonly<Record<string, number>>>> | null | undefined;
  readonly version?: string;
  readonly data_sha256?: string;
  readonly plan_sha256?: string;
};

/** Keeps the fitted models of a comparison. Throws RangeError when it holds none. */
export function freezeModels(comparison: Fitted, outcome: string): FrozenModels {
  const { ladder_method, ladder_coefficients, version, data_sha256, plan_sha256 } = comparison;
  if (!ladder_method || !ladder_coefficients) throw new RangeError("the comparison holds no fitted models");
  return {
    saydo_model: 1,
    ...(version === undefined ? {} : { version }),
    ...(data_sha256 === undefined ? {} : { data_sha256 }),
    ...(plan_sha256 === undefined ? {} : { plan_sha256 }),
    outcome,
    method: ladder_method,
    coding: "raw columns, treatment-coded dummies <column><level>, log-odds",
    models: ladder_coefficients,
  };
}

/** One frozen model on people of another study. */
export type ExternalValidation = {
  readonly n: number;
  readonly buyers: number;
  readonly auc: AucReport;
  readonly scores: ProbabilityScores;
  readonly calibration: Recalibration;
  readonly ece: CalibrationError;
};

/** What `--apply` found, by model, and the difference of M_full and M_stated where both could be applied. */
export type ExternalValidations = Readonly<Record<string, ExternalValidation | PairedAucReport>>;

/** What frozen models are applied to: rows with a 0/1 outcome. */
export type ApplyQuestion = {
  readonly table: DataTable;
  readonly outcome: readonly (number | null)[];
  readonly warn: (sentence: string) => void;
};

/** Applies frozen models without refitting anything (TRIPOD type 3). Every model is judged on the same rows: outcome
 *  known and every predictor of every applicable model present. Models whose columns are missing are named in warnings. */
export function applyFrozenModels(frozen: FrozenModels, { table, outcome, warn }: ApplyQuestion): ExternalValidations {
  const applicable = Object.entries(frozen.models).filter(([name, coefficients]) => {
    const absent = predictorsOf(coefficients).filter((column) => !table.columns.has(column));
    if (absent.length > 0)
      warn(unavailable("external_validation", `the table has no ${absent.join(", ")}`, modelWords(name)));
    return absent.length === 0;
  });
  const columns = new Map(
    applicable
      .flatMap(([, coefficients]) => predictorsOf(coefficients))
      .map((column) => [column, numbersOf(table, column)] as const),
  );
  const rows = outcome.flatMap((value, row) =>
    value !== null && [...columns.values()].every((cells) => cells[row] !== null) ? [row] : [],
  );
  const ys = rows.map((row) => outcome[row]!);
  if (new Set(ys).size < 2) {
    warn(unavailable("external_validation", "the new data do not hold both outcomes"));
    return {};
  }
  const predicted = applicable.map(([name, coefficients]) => {
    const p = rows.map((row) => logistic(linear(coefficients, (column) => columns.get(column)![row]!)));
    return [name, p] as const;
  });
  const byName = new Map(predicted);
  const [full, stated] = [byName.get("M_full"), byName.get("M_stated")];
  return {
    ...Object.fromEntries(predicted.map(([name, p]) => [name, validation(p, ys)])),
    ...(full && stated ? { full_minus_stated_delong: delongPaired(full, stated, ys) } : {}),
  };
}

function predictorsOf(coefficients: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(coefficients).filter((name) => name !== INTERCEPT);
}

function linear(coefficients: Readonly<Record<string, number>>, scoreOf: (column: string) => number): number {
  return Object.entries(coefficients).reduce(
    (sum, [column, beta]) => sum + beta * (column === INTERCEPT ? 1 : scoreOf(column)),
    0,
  );
}

function validation(p: readonly number[], outcome: readonly number[]): ExternalValidation {
  return {
    n: p.length,
    buyers: outcome.filter((value) => value === 1).length,
    auc: delong(p, outcome),
    scores: probabilityScores(outcome, p),
    calibration: recalibration(outcome, p),
    ece: calibrationError(outcome, p),
  };
}
