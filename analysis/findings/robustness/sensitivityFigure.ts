import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { axis, DASHED, gridMarks, QUIET_HALO, seriesMarks } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, decimal, twoDecimals, withInterval } from "../../blocks/numbers.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import type { RobustnessSections } from "./sections.ts";
import { sensitivityTable } from "./sensitivityTable.ts";

type Data = ReportData<RobustnessSections>;

export type SensitivityPoint = {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
};

/** The implicit coefficient beside the true stated attitude, by how reliable the stated items are assumed to be
 *  (regression calibration). Null where the comparison has no such curve. */
export function sensitivityFigure(data: Data): Figure | null {
  const points = sensitivityPoints(data, "regression_calibration");
  const { implicit } = data.primary;
  if (points.length < 2 || implicit === null) return null;
  const lowest = Math.min(...points.map(({ x }) => x));
  const holds = data.found.construct?.holds_from_reliability ?? null;
  return {
    id: "sensitivity",
    span: "half",
    title:
      holds === null
        ? `At no assumed reliability of the stated items does ${labelOf(data, implicit)} clearly keep a positive effect of its own`
        : `${labelOf(data, implicit)} keeps an effect of its own beside the stated items ${holds <= lowest ? "at every assumed reliability from" : "only if their reliability is"} ${decimal(holds)} ${holds <= lowest ? "up" : "or higher"}`,
    subtitle: `n = ${count(data.sample.n)}. Coefficient of ${labelOf(data, implicit)} with the stated items corrected for unreliability (regression calibration); 95 % intervals. At 1 it is the ordinary model.`,
    description: points
      .map(({ x, y, low, high }) => `Reliability ${decimal(x)}: ${withInterval(y, [low, high], twoDecimals)}.`)
      .join(" "),
    source: sourceLine(data, "errors-in-variables models"),
    table: sensitivityTable(data),
    draw: (width) => draw(points, width),
  };
}

/** The curve of one correction over assumed reliabilities, where it could be estimated. */
export function sensitivityPoints(data: Data, method: "regression_calibration" | "simex"): readonly SensitivityPoint[] {
  return (data.found.construct?.sensitivity ?? []).flatMap((point) => {
    const corrected = point[method];
    if (point.reliability === null || corrected?.estimate == null || !corrected.ci95) return [];
    return [{ x: point.reliability, y: corrected.estimate, low: corrected.ci95[0], high: corrected.ci95[1] }];
  });
}

function draw(points: readonly SensitivityPoint[], width: number): string {
  const lowest = Math.min(0, ...points.map(({ low }) => low));
  const highest = Math.max(0, ...points.map(({ high }) => high));
  const room = (highest - lowest || 1) * 0.05;
  return plotSvg({
    width,
    height: 320,
    marginLeft: 56,
    marginRight: 20,
    marginTop: 14,
    marginBottom: 48,
    x: axis("assumed reliability of the stated items", (value) => decimal(value)),
    y: { ...axis("implicit coefficient, log-odds", twoDecimals), domain: [lowest - room, highest + room] },
    marks: [
      ...gridMarks("y"),
      Plot.ruleY([0], DASHED),
      Plot.text(["no effect of its own"], {
        ...QUIET_HALO,
        frameAnchor: "left",
        y: 0,
        dx: 4,
        dy: -8,
        textAnchor: "start",
      }),
      Plot.areaY(points, { x: "x", y1: "low", y2: "high", fill: COLOURS.implicit, fillOpacity: 0.16 }),
      ...seriesMarks(points, { kind: "implicit" }),
      Plot.ruleY([lowest - room], { stroke: INK.line }),
    ],
  });
}
