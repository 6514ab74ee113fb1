import { columnOf } from "../../data/cohort.ts";
import { type CutPoint, cutPoint } from "../../statistics/ranking/cutPoint.ts";
import { type Context, entriesOf } from "../context.ts";
import { unavailable } from "../unavailable.ts";

/** `cut_points`: for every measure the cut that seems best, and what choosing it is worth on people left out; a measure is
 *  null with a warning where a fold leaves one kind of people. Null without folds. */
export function cutPointsSection(
  { cohort, measures, warn }: Context,
  folds: ArrayLike<number> | null,
): Readonly<Record<string, CutPoint | null>> | null {
  if (folds === null) return null;
  return entriesOf(measures, ({ column, label }) => {
    const cut = cutPoint(columnOf(cohort, column), cohort.outcome, folds);
    if (cut === null) warn(unavailable("cut_points", "outside a fold everybody bought, or nobody did", label));
    return [column, cut];
  });
}
