import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { dashes, keyHeight, keyMarks } from "../../blocks/figures/key.ts";
import { CURVE_FRAME, diagonal, gridMarks, QUIET_HALO, seriesMarks, shareAxis } from "../../blocks/figures/marks.ts";
import { INK, type Marks, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, percent } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import { kindOf, labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { gainsTable, shownGains } from "./gainsTable.ts";
import type { UsefulnessSections } from "./sections.ts";
import { gainsFinding } from "./usefulnessWords.ts";

type Data = ReportData<AnswerSections & UsefulnessSections>;

type Point = { readonly column: string; readonly fraction: number; readonly gain: number };

/** Share of buyers found when the best scores are contacted first, against chance and a perfect order. */
export function gainsFigure(data: Data): Figure | null {
  const points = shownGains(data).flatMap(([column, curve]) =>
    curve.flatMap(({ fraction, cumulative_gain }): readonly Point[] =>
      fraction === null || cumulative_gain === null ? [] : [{ column, fraction, gain: cumulative_gain }],
    ),
  );
  if (points.length === 0) return null;
  const columns = [...new Set(points.map(({ column }) => column))];
  return {
    id: "gains",
    span: "half",
    title: gainsFinding(data),
    subtitle: `n = ${count(data.sample.n)}, ${count(data.sample.bought)} ${outcomeWords(data).doers}. Ties at a cut are shared in proportion; single measures, no model fitted.`,
    description: columns
      .map(
        (column) =>
          `${labelOf(data, column)}: ${points
            .filter((point) => point.column === column)
            .map(({ fraction, gain }) => `${percent(fraction, null)} of people hold ${percent(gain, null)}`)
            .join(", ")}.`,
      )
      .join(" "),
    source: sourceLine(data, "gains"),
    table: gainsTable(data),
    draw: (width) => draw(data, { points, columns, width }),
  };
}

type Drawing = { readonly points: readonly Point[]; readonly columns: readonly string[]; readonly width: number };

function draw(data: Data, { points, columns, width }: Drawing): string {
  const seriesOf = (wanted: string) => [
    { x: 0, y: 0, marked: "no" as const },
    ...points.filter(({ column }) => column === wanted).map(({ fraction, gain }) => ({ x: fraction, y: gain })),
  ];
  const room = keyHeight(columns.length);
  const dashed = dashes(columns.map((column) => kindOf(data, column)));
  return plotSvg({
    width,
    ...CURVE_FRAME,
    height: CURVE_FRAME.height + room,
    marginTop: CURVE_FRAME.marginTop + room,
    x: shareAxis("people contacted, best scores first"),
    y: shareAxis(`${outcomeWords(data).doers} found`),
    marks: [
      ...gridMarks("y"),
      diagonal(),
      Plot.text(["chance"], { ...QUIET_HALO, x: 0.16, y: 0.16, dy: 12, dx: 4, textAnchor: "start" }),
      ...perfectMarks(data.sample.baseRate),
      ...columns.flatMap((column, index) =>
        seriesMarks(seriesOf(column), { kind: kindOf(data, column), dash: dashed[index] ?? "none" }),
      ),
      ...keyMarks(
        columns.map((column) => ({ label: labelOf(data, column), kind: kindOf(data, column) })),
        { frame: [width - 76, 340 - 62], x: [0, 1], y: [0, 1] },
      ),
    ],
  });
}

/** A perfect order would find everyone among as many people as there are of them. */
function perfectMarks(baseRate: number | null): Marks {
  if (!baseRate) return [];
  const perfect = [
    [0, 0],
    [Math.min(1, baseRate), 1],
    [1, 1],
  ];
  return [
    Plot.line(perfect, { stroke: INK.quiet, strokeDasharray: "1 3" }),
    Plot.text(["perfect"], {
      ...QUIET_HALO,
      x: baseRate * 0.85,
      y: 0.85,
      dx: baseRate < 0.25 ? 10 : -6,
      textAnchor: baseRate < 0.25 ? "start" : "end",
    }),
  ];
}
