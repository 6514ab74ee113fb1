import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { keyHeight, keyMarks } from "../../blocks/figures/key.ts";
import { axis, CURVE_FRAME, DASHED, gridMarks, QUIET_HALO, seriesMarks } from "../../blocks/figures/marks.ts";
import { INK, type Marks, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import { kindOf, modelLabel, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { decisionTable } from "./decisionTable.ts";
import type { UsefulnessSections } from "./sections.ts";
import { decisionFinding } from "./usefulnessWords.ts";

type Data = ReportData<AnswerSections & UsefulnessSections>;

type Point = { readonly model: string; readonly threshold: number; readonly benefit: number; readonly all: number };

/** Net benefit of choosing by each model against contacting everyone or no one. Null without a decision curve. */
export function decisionFigure(data: Data): Figure | null {
  const points = Object.entries(data.decisionCurve?.curves ?? {}).flatMap(([model, curve]) =>
    curve.flatMap(({ threshold, net_benefit, treat_all }): readonly Point[] =>
      threshold === null || net_benefit === null || treat_all === null
        ? []
        : [{ model, threshold, benefit: net_benefit, all: treat_all }],
    ),
  );
  if (points.length === 0) return null;
  const how = data.decisionCurve?.isOutOfFold
    ? "Out-of-fold probabilities"
    : "Probabilities in the sample the models were fitted on: optimistic";
  return {
    id: "decision-curve",
    span: "half",
    title: decisionFinding(data),
    subtitle: `n = ${count(data.sample.n)}. ${how}. A threshold of 20 % means that one of the ${outcomeWords(data).doers} is worth four wasted contacts.`,
    description: points
      .map(
        ({ model, threshold, benefit }) =>
          `${modelLabel(data, model)} at ${percent(threshold, null)}: ${decimal(benefit, 3)}.`,
      )
      .join(" "),
    source: sourceLine(data, "decision curve"),
    table: decisionTable(data),
    draw: (width) => draw(data, points, width),
  };
}

function draw(data: Data, points: readonly Point[], width: number): string {
  const models = [...new Set(points.map(({ model }) => model))];
  const room = keyHeight(models.length);
  const top = Math.max(0, ...points.map(({ benefit, all }) => Math.max(benefit, all)));
  const bottom = Math.max(-0.5 * top, Math.min(0, ...points.map(({ benefit }) => benefit)) - 0.08 * top);
  const everyone = points.filter(({ model, all }) => model === models[0] && all >= bottom);
  const thresholds = points.map(({ threshold }) => threshold);
  const range = [Math.min(...thresholds), Math.max(...thresholds)] as const;
  // Net benefit cannot pass the base rate: rare outcomes need a third decimal.
  const digits = top < 0.08 ? 3 : 2;
  const seriesOf = (wanted: string) =>
    points
      .filter(({ model, benefit }) => model === wanted && benefit >= bottom)
      .map(({ threshold, benefit }) => ({ x: threshold, y: benefit }));
  return plotSvg({
    width,
    ...CURVE_FRAME,
    height: CURVE_FRAME.height + room,
    marginTop: CURVE_FRAME.marginTop + room,
    x: { ...axis("threshold probability", (value) => percent(value, null)), domain: range },
    y: { ...axis("net benefit per person", (value) => decimal(value, digits)), domain: [bottom, top * 1.06] },
    marks: [
      ...gridMarks("y"),
      Plot.ruleY([0], { stroke: INK.quiet }),
      ...everyoneMarks(everyone),
      ...models.flatMap((model) => seriesMarks(seriesOf(model), { kind: kindOf(data, model) })),
      ...keyMarks(
        models.map((model) => ({ label: modelLabel(data, model), kind: kindOf(data, model) })),
        { frame: [width - 76, 340 - 62], x: range, y: [bottom, top * 1.06] },
      ),
    ],
  });
}

function everyoneMarks(everyone: readonly Point[]): Marks {
  return [
    Plot.line(everyone, { x: "threshold", y: "all", ...DASHED }),
    Plot.text(["contact no one"], { ...QUIET_HALO, frameAnchor: "left", y: 0, dx: 4, dy: 11, textAnchor: "start" }),
    Plot.text(everyone.slice(-1), {
      ...QUIET_HALO,
      x: "threshold",
      y: "all",
      text: () => "contact everyone",
      dx: -8,
      dy: 4,
      textAnchor: "end",
    }),
  ];
}
