import type { ImputedColumns } from "./impute.ts";
import type { PooledEstimate } from "./pool.ts";
import { type IncompleteColumns, incompleteColumn } from "./table.ts";

/** The pooled coefficient of a measure, were the people who lack it `delta_sd` standard deviations above (or below) what is
 *  imputed for them. */
export type Shifted = {
  readonly delta_sd: number;
  readonly estimate: number;
  readonly ci95: readonly [number, number];
  readonly p: number;
};

/** A delta adjustment (van Buuren 2018, §9.2): imputed values moved, step by step. */
export type TippingPoint = {
  /** SD of the known values: the unit of `delta_sd`. */
  readonly sd: number;
  readonly imputed: number;
  readonly shifts: readonly Shifted[];
  /** The smallest shift at which p < .05 turns into p >= .05 or the other way round; null where none of them does. */
  readonly tips_at: number | null;
};

const STEPS = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];
const SIGNIFICANT = 0.05;

/** Moves every imputed value of `name` and pools its coefficient anew. Null where nothing of it is missing, its known values
 *  do not vary, or a model has no estimate (`pooled` gives null). */
export function tippingPoint(
  name: string,
  { columns, imputed }: { readonly columns: IncompleteColumns; readonly imputed: readonly ImputedColumns[] },
  pooled: (tables: readonly ImputedColumns[]) => PooledEstimate | null,
): TippingPoint | null {
  const column = incompleteColumn(columns, name);
  const known = column.filter((value) => value !== null);
  const sd = deviationOf(known);
  if (known.length === column.length || !(sd > 0)) return null;
  const shifts = STEPS.flatMap((delta_sd): readonly Shifted[] => {
    const moved = imputed.map((table) => ({
      ...table,
      [name]: table[name]!.map((value, row) => (column[row] === null ? value + delta_sd * sd : value)),
    }));
    const found = pooled(moved);
    return found === null ? [] : [{ delta_sd, estimate: found.estimate, ci95: found.ci95, p: found.p }];
  });
  const asImputed = shifts.find(({ delta_sd }) => delta_sd === 0);
  if (asImputed === undefined || shifts.length < STEPS.length) return null;
  const turned = shifts.filter(({ p }) => p < SIGNIFICANT !== asImputed.p < SIGNIFICANT);
  const nearest = turned.toSorted((a, b) => Math.abs(a.delta_sd) - Math.abs(b.delta_sd))[0];
  return { sd, imputed: column.length - known.length, shifts, tips_at: nearest?.delta_sd ?? null };
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
