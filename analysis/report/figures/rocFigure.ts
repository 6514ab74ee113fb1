import * as Plot from "@observablehq/plot";
import { separationFinding } from "../findings.ts";
import { kindOf, labelOf, outcomeWords } from "../names.ts";
import { count, percent, withInterval } from "../numbers.ts";
import type { ReportData, RocPoint } from "../readReport.ts";
import { rocTable } from "../tables/rocTable.ts";
import { yesRule } from "../yesRule.ts";
import type { Figure } from "./figure.ts";
import { keyMarks } from "./key.ts";
import { COLOURS, INK, type Marks, plotSvg, SYMBOLS } from "./plotSvg.ts";
import { sourceLine } from "./sourceLine.ts";

const MOST_CURVES = 4;

/** ROC curves of up to four measures over each other, each measure's yes-rule marked on its curve. Null without points. */
export function rocFigure(data: ReportData): Figure | null {
  const columns = chosenColumns(data);
  if (columns.length === 0) return null;
  const { n, bought } = data.sample;
  const { doers, others } = outcomeWords(data);
  const areas = columns.map((column) => `${labelOf(data, column)} ${areaText(data, column)}`);
  return {
    id: "roc",
    span: "half",
    title: separationFinding(data, columns),
    subtitle: `n = ${count(n)}: ${count(bought)} ${doers}, ${count(n === null || bought === null ? null : n - bought)} ${others}. DeLong 95 % intervals; marks show each yes-rule.`,
    description: `Areas under the curves: ${areas.join("; ")}. Chance is .50.`,
    source: sourceLine(data, "ROC points and AUC"),
    table: rocTable(data, columns),
    draw: (width) => draw(data, columns, width),
  };
}

function chosenColumns(data: ReportData): readonly string[] {
  const { stated, implicit } = data.primary;
  const first = [stated, implicit].filter((column) => column !== null && column in data.roc);
  return [...new Set([...first, ...Object.keys(data.roc)])].filter((column) => column !== null).slice(0, MOST_CURVES);
}

function areaText(data: ReportData, column: string): string {
  const auc = data.sections.auc?.[column];
  return auc ? withInterval(auc.auc, auc.ci95_delong) : "";
}

function draw(data: ReportData, columns: readonly string[], width: number): string {
  const size = Math.min(width, 470);
  const { doers, others } = outcomeWords(data);
  const repeated = new Map<string, number>();
  return plotSvg({
    width,
    height: size,
    marginLeft: 56,
    marginBottom: 52,
    marginTop: 14,
    marginRight: 16,
    x: axis(`${others} above the cut (1 − specificity)`),
    y: { ...axis(`${doers} above the cut (sensitivity)`), labelAnchor: "center" },
    marks: [
      Plot.gridX({ stroke: INK.line, strokeOpacity: 1 }),
      Plot.gridY({ stroke: INK.line, strokeOpacity: 1 }),
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: INK.quiet, strokeDasharray: "4 3" },
      ),
      Plot.text(["chance"], {
        x: 0.3,
        y: 0.3,
        dx: 8,
        dy: 10,
        textAnchor: "start",
        fill: INK.quiet,
        fontSize: 12,
        stroke: INK.page,
        strokeWidth: 4,
      }),
      ...columns.flatMap((column) => {
        const kind = kindOf(data, column);
        const nth = repeated.get(kind) ?? 0;
        repeated.set(kind, nth + 1);
        return curve(data, column, DASHES[nth] ?? "");
      }),
      ...keyMarks(
        columns.map((column) => ({
          label: `${labelOf(data, column)} ${areaText(data, column)}`,
          kind: kindOf(data, column),
        })),
        "bottom-right",
        size < 400 ? 30 : 42,
      ),
    ],
  });
}

// A second curve of one kind keeps its colour and takes a dash.
const DASHES = ["none", "7 3", "2 3", "7 3 2 3"];

function curve(data: ReportData, column: string, dash: string): Marks {
  const kind = kindOf(data, column);
  const rule = yesRule(data, column)?.rule;
  const specificity = rule?.specificity?.estimate ?? null;
  const sensitivity = rule?.sensitivity?.estimate ?? null;
  const marked = specificity === null || sensitivity === null ? [] : [{ fpr: 1 - specificity, tpr: sensitivity }];
  return [
    Plot.line((data.roc[column] ?? []).filter(isDrawn), {
      x: "fpr",
      y: "tpr",
      stroke: COLOURS[kind],
      strokeWidth: 2,
      ...(dash === "none" ? {} : { strokeDasharray: dash }),
    }),
    Plot.dot(marked, { x: "fpr", y: "tpr", symbol: SYMBOLS[kind], fill: COLOURS[kind], stroke: INK.page, r: 6 }),
  ];
}

function isDrawn({ fpr, tpr }: RocPoint): boolean {
  return fpr !== null && tpr !== null;
}

function axis(label: string): Plot.ScaleOptions {
  return {
    domain: [0, 1],
    label,
    labelAnchor: "center",
    labelArrow: "none",
    ticks: 5,
    tickSize: 0,
    tickFormat: (value: number) => percent(value, null),
  };
}
