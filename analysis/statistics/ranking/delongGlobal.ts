import { average } from "../association/moments.ts";
import { chiSquaredUpperTail } from "../numerics/distributions.ts";
import { inverseQuadraticForm, type Rows, sandwich } from "../numerics/matrix.ts";
import { aucVariance } from "./delong.ts";
import { placements } from "./placements.ts";

/** Several AUCs of the same people and the test that all are equal; null where it cannot be computed. */
export type GlobalAucReport = {
  readonly markers: readonly string[];
  readonly auc: readonly number[];
  readonly vcov: Rows | null;
  readonly chi2_all_equal: number | null;
  readonly df: number;
  readonly p: number | null;
};

/** Tests that several scores of the same people have one AUC (DeLong et al. 1988), each contrasted with the last.
 *  One list of scores per marker name, rows as in `outcomes` (1 = bought). The chi-squared is null when scores are
 *  identical or a group has one person. Throws RangeError when the lengths differ or a group is empty. */
export function delongGlobal(
  scoresByMarker: ReadonlyMap<string, ArrayLike<number>>,
  outcomes: ArrayLike<number>,
): GlobalAucReport {
  const placed = [...scoresByMarker.values()].map((scores) => placements(scores, outcomes));
  const areas = placed.map(({ ofBuyers }) => average(ofBuyers));
  const vcov = completeRows(placed.map((a) => placed.map((b) => aucVariance(a, b))));
  const contrasts = areas.slice(0, -1).map((_, row) => contrast(row, areas.length));
  const gaps = areas.slice(0, -1).map((area) => area - areas.at(-1)!);
  const chi2 = vcov === null || gaps.length === 0 ? null : inverseQuadraticForm(sandwich(contrasts, vcov), gaps);
  return {
    markers: [...scoresByMarker.keys()],
    auc: areas,
    vcov,
    chi2_all_equal: chi2,
    df: gaps.length,
    p: chi2 === null ? null : chiSquaredUpperTail(chi2, gaps.length),
  };
}

function contrast(row: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => (index === row ? 1 : index === length - 1 ? -1 : 0));
}

function completeRows(rows: readonly (readonly (number | null)[])[]): Rows | null {
  const known = rows.map((row) => row.filter((value) => value !== null));
  return known.every((row) => row.length === rows.length) ? known : null;
}
