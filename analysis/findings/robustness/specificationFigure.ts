import type { Figure } from "../../blocks/figures/figure.ts";
import { forestSvg } from "../../blocks/figures/forest.ts";
import { count, decimal, withInterval } from "../../blocks/numbers.ts";
import { knownInterval } from "../answers/answer.ts";
import { distinctFrom } from "../answers/fragilityAnswer.ts";
import { labelOf, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import type { RobustnessSections } from "./sections.ts";
import { type CurvePoint, specificationCurveSvg } from "./specificationCurve.ts";
import { specificationTable } from "./specificationTable.ts";

/** With more ways than this their names do not fit beside them: a curve over a matrix of choices takes the forest's place. */
const MOST_NAMED = 8;

/** ΔAUC, implicit minus stated, under every reasonable choice, sorted, the planned one marked. Null with one choice. */
export function specificationFigure(data: ReportData<RobustnessSections>): Figure | null {
  const all = (data.found.specifications ?? []).flatMap(({ delta_auc, ...specification }) =>
    delta_auc === null ? [] : [{ ...specification, delta_auc }],
  );
  const planned = all.find(({ is_primary }) => is_primary);
  const known = planned === undefined ? [] : [planned, ...distinctFrom(planned, all)];
  if (known.length < 2 || !planned) return null;
  const isCurve = known.length > MOST_NAMED;
  const points = known
    .toSorted((a, b) => (isCurve ? a.delta_auc - b.delta_auc : b.delta_auc - a.delta_auc))
    .map(
      ({ name, n, is_primary, delta_auc, delta_auc_ci95, spec }): CurvePoint => ({
        label: `${sentence(name)} (n = ${count(n)})`,
        kind: is_primary ? "both" : "implicit",
        estimate: delta_auc,
        interval: knownInterval(delta_auc_ci95),
        text: withInterval(delta_auc, delta_auc_ci95),
        spec: spec ?? {},
      }),
    );
  const sameSign = known.filter(({ delta_auc }) => Math.sign(delta_auc) === Math.sign(planned.delta_auc)).length - 1;
  return {
    id: "specifications",
    span: isCurve ? "full" : "half",
    title: agreement(sameSign, known.length - 1),
    subtitle: `ΔAUC, implicit minus stated; 95 % intervals; the square is the comparison as planned${isCurve ? "; below, which option each way takes" : ""}.`,
    description: `${points.map(({ label, text }) => `${label}: ${text}`).join("; ")}. No difference is 0.`,
    source: sourceLine(data, "specifications"),
    table: specificationTable(data),
    draw: (width) =>
      isCurve ? specificationCurveSvg({ points, width, nameOf: (text) => labelOf(data, text) }) : forest(points, width),
  };
}

function forest(rows: readonly CurvePoint[], width: number): string {
  return forestSvg({
    rows,
    width,
    axis: "ΔAUC, implicit − stated",
    reference: 0,
    referenceLabel: "no difference",
    tickFormat: (value) => decimal(value),
  });
}

/** How many of the other ways point the way of the planned one, in words that are right for one. */
function agreement(agreeing: number, others: number): string {
  if (others === 1) {
    return agreeing === 1
      ? "The one other way to compare points the same way as the planned one"
      : "In the one other way to compare the difference has the opposite sign";
  }
  const who =
    agreeing === others ? `All ${others}` : agreeing === 0 ? `None of the ${others}` : `${agreeing} of the ${others}`;
  return `${who} other ways to compare ${agreeing < 2 ? "points" : "point"} the same way as the planned one`;
}
