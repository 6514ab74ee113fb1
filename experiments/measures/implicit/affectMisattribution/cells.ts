import type { CellRule } from "../cellRule.ts";
import { meanOf } from "../meanOf.ts";
import type { AmpPrime, AmpRow } from "./trial.ts";

/** Judgements (1 pleasant, 0 not) after the focal and after the comparison product; the score is the difference of their
 *  means. */
export const ampCells: CellRule<AmpRow, unknown> = {
  cells: (rows) => [judgements(rows, "focal"), judgements(rows, "comparison")],
  value: ([focal = new Float64Array(), comparison = new Float64Array()]) => {
    const [after, other] = [meanOf(focal), meanOf(comparison)];
    return after === null || other === null ? null : after - other;
  },
};

/** Practice is left out. */
export function judgements(rows: readonly AmpRow[], prime: AmpPrime): Float64Array {
  const scored = rows.filter((row) => row.blockKind !== "practice" && row.prime === prime);
  return Float64Array.from(scored, ({ isPleasant }) => Number(isPleasant));
}
