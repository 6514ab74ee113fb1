import * as Plot from "@observablehq/plot";
import { clip } from "../../blocks/figures/clip.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { dashes, keyHeight, keyMarks } from "../../blocks/figures/key.ts";
import { diagonal, gridMarks, QUIET_HALO, shareAxis } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg, SYMBOLS } from "../../blocks/figures/plotSvg.ts";
import { count, withInterval } from "../../blocks/numbers.ts";
import type { RocPoint } from "../../statistics/ranking/rocPoints.ts";
import { kindOf, labelOf, outcomeWords } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import { yesRule } from "../rules/yesRule.ts";
import { sourceLine } from "../sourceLine.ts";
import { areas, intervalMethod } from "./areas.ts";
import { separationFinding } from "./rankingWords.ts";
import { rocTable } from "./rocTable.ts";
import type { RankingSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections & RuleSections>;

const MOST_CURVES = 4;

/** ROC curves of up to four measures over each other, each measure's yes-rule marked on its curve. Null without points. */
export function rocFigure(data: Data): Figure | null {
  const columns = chosenColumns(data);
  if (columns.length === 0) return null;
  const { n, bought } = data.sample;
  const { doers, others } = outcomeWords(data);
  const named = columns.map((column) => `${labelOf(data, column)} ${areaText(data, column)}`);
  return {
    id: "roc",
    span: "half",
    title: separationFinding(data, columns),
    subtitle: `n = ${count(n)}: ${count(bought)} ${doers}, ${count(n === null || bought === null ? null : n - bought)} ${others}. ${intervalMethod(data)}; marks show each yes-rule.`,
    description: `Areas under the curves: ${named.join("; ")}. Chance is .50.`,
    source: sourceLine(data, "ROC points and AUC"),
    table: rocTable(data, columns),
    draw: (width) => draw(data, columns, width),
  };
}

// Two ends without a point between them, where few people hide the rest, would draw a line that nobody's scores follow.
function chosenColumns(data: Data): readonly string[] {
  const { stated, implicit } = data.primary;
  const drawn = Object.keys(data.roc).filter((column) => (data.roc[column]?.length ?? 0) > 2);
  const first = [stated, implicit].filter((column) => column !== null && drawn.includes(column));
  return [...new Set([...first, ...drawn])].filter((column) => column !== null).slice(0, MOST_CURVES);
}

function areaText(data: Data, column: string): string {
  const area = areas(data).find((one) => one.column === column);
  return area ? withInterval(area.auc, area.interval) : "";
}

function draw(data: Data, columns: readonly string[], width: number): string {
  const room = keyHeight(columns.length);
  const height = Math.min(width, 470) + room;
  const { doers, others } = outcomeWords(data);
  const entries = columns.map((column) => ({
    // The estimate must not be cut off with a long name.
    label: `${clip(labelOf(data, column), width < 400 ? 20 : 30)} ${areaText(data, column)}`,
    kind: kindOf(data, column),
  }));
  const dashed = dashes(entries.map(({ kind }) => kind));
  return plotSvg({
    width,
    height,
    marginLeft: 56,
    marginBottom: 48,
    marginTop: 14 + room,
    marginRight: 20,
    x: shareAxis(`${others} above the cut (1 − specificity)`),
    y: shareAxis(`${doers} above the cut (sensitivity)`),
    marks: [
      ...gridMarks("x", "y"),
      diagonal(),
      Plot.text(["chance"], { ...QUIET_HALO, x: 0.2, y: 0.2, dx: 8, dy: 10, textAnchor: "start" }),
      ...columns.flatMap((column, index) => curve(data, column, dashed[index] ?? "none")),
      ...keyMarks(entries, { frame: [width - 76, height - 62 - room], x: [0, 1], y: [0, 1] }),
    ],
  });
}

function curve(data: Data, column: string, dash: string): Marks {
  const kind = kindOf(data, column);
  const rule = yesRule(data, column)?.rule;
  const specificity = rule?.specificity?.estimate ?? null;
  const sensitivity = rule?.sensitivity?.estimate ?? null;
  const marked = specificity === null || sensitivity === null ? [] : [{ fpr: 1 - specificity, tpr: sensitivity }];
  return [
    Plot.line(corners(data.roc[column] ?? []), {
      x: "fpr",
      y: "tpr",
      stroke: COLOURS[kind],
      strokeWidth: 2,
      strokeDasharray: dash,
    }),
    Plot.dot(marked, { x: "fpr", y: "tpr", symbol: SYMBOLS[kind], fill: COLOURS[kind], stroke: INK.page, r: 6 }),
  ];
}

/** Points between two others on the same vertical or horizontal add nothing to the line. */
function corners(points: readonly RocPoint[]): readonly RocPoint[] {
  return points.filter(({ fpr, tpr }, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return true;
    return !((before.fpr === fpr && after.fpr === fpr) || (before.tpr === tpr && after.tpr === tpr));
  });
}
