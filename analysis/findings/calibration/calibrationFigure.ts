import * as Plot from "@observablehq/plot";
import { clip } from "../../blocks/figures/clip.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { diagonal, gridMarks, shareAxis } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg, SYMBOLS } from "../../blocks/figures/plotSvg.ts";
import { count, percent } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import { kindOf, modelLabel, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { calibrationFinding } from "./calibrationFinding.ts";
import { type CalibrationPoint, calibrationTable } from "./calibrationTable.ts";
import type { ShownValidated } from "./sections.ts";

type Data = ReportData<AnswerSections>;

/** Predicted probability against observed share, out of fold, one panel a model. Null without cross-validated bins. */
export function calibrationFigure(data: Data): Figure | null {
  const models = Object.keys(data.crossValidated).filter((model) => calibrationPoints(data, model).length > 0);
  if (models.length === 0) return null;
  const points = models.flatMap((model) => calibrationPoints(data, model));
  return {
    id: "calibration",
    span: "full",
    title: calibrationFinding(data),
    subtitle: `n = ${count(data.sample.n)}. Out-of-fold probabilities in groups; Wilson 95 % intervals; circle area in proportion to n; the diagonal is perfect.`,
    description: points
      .map(
        (point) =>
          `${modelLabel(data, point.model)}: predicted ${percent(point.predicted, null)}, observed ${percent(point.observed, null)} of ${point.n}.`,
      )
      .join(" "),
    source: sourceLine(data, "cross-validation"),
    table: calibrationTable(data, points),
    draw: (width) => draw(data, { models, points, width }),
  };
}

/** Groups of people by predicted probability: tenths of them. */
export function calibrationPoints(data: Data, model: string): readonly CalibrationPoint[] {
  return (data.crossValidated[model]?.decile_groups ?? []).map(({ n, mean_p, observed, wilson95: [low, high] }) => ({
    model,
    n,
    predicted: mean_p,
    observed,
    low,
    high,
  }));
}

type Drawing = {
  readonly models: readonly string[];
  readonly points: readonly CalibrationPoint[];
  readonly width: number;
};

function draw(data: Data, { models, points, width }: Drawing): string {
  const isWide = width >= 600;
  const panel = isWide ? 330 : 300;
  // Rare outcomes crowd in the corner of a full square.
  const reach = Math.max(...points.map(({ predicted, high }) => Math.max(predicted, high)));
  const top = Math.min(1, Math.ceil(reach * 10) / 10);
  const panels = { domain: models.map((model) => panelName(data, model)), label: null, axis: null, padding: 0.14 };
  return plotSvg({
    width,
    height: isWide ? panel + 60 : panel * models.length + 60,
    marginLeft: 52,
    marginBottom: 48,
    marginTop: 34,
    marginRight: isWide ? 16 : 30,
    ...(isWide ? { fx: panels } : { fy: panels }),
    x: shareAxis("predicted", top),
    y: shareAxis(`who ${outcomeWords(data).did}`, top),
    r: { type: "sqrt", domain: [0, Math.max(...points.map(({ n }) => n))], range: [0, 15] },
    marks: [
      ...gridMarks("x", "y"),
      diagonal(top),
      ...models.flatMap((model) =>
        panelMarks(data, {
          model,
          own: points.filter((point) => point.model === model),
          facet: isWide ? "fx" : "fy",
          top,
        }),
      ),
    ],
  });
}

type Panel = {
  readonly model: string;
  readonly own: readonly CalibrationPoint[];
  readonly facet: "fx" | "fy";
  readonly top: number;
};

function panelMarks(data: Data, { model, own, facet, top }: Panel): Marks {
  const kind = kindOf(data, model);
  const name = panelName(data, model);
  const colour = COLOURS[kind];
  const place = { [facet]: () => name };
  const inFrame = smooth(data.crossValidated[model]).filter(
    ({ at: x, value }) => x <= top && value >= 0 && value <= top,
  );
  const at = { ...place, x: "predicted", y: "observed" };
  return [
    Plot.line(inFrame, { ...place, x: "at", y: "value", stroke: colour, strokeWidth: 1.5 }),
    Plot.dot(own, { ...at, r: "n", fill: colour, fillOpacity: 0.2 }),
    Plot.ruleX(own, { ...place, x: "predicted", y1: "low", y2: "high", stroke: colour, strokeWidth: 1.5 }),
    Plot.dot(own, { ...at, symbol: SYMBOLS[kind], fill: colour, stroke: INK.page, r: 4 }),
    Plot.text([name], { ...place, frameAnchor: "top-left", dy: -22, fill: INK.text, fontWeight: 600 }),
  ];
}

function panelName(data: Data, model: string): string {
  return clip(modelLabel(data, model), 26);
}

function smooth(checked: ShownValidated | undefined): readonly { readonly at: number; readonly value: number }[] {
  const { at = [], value = [] } = checked?.lowess ?? {};
  return at
    .flatMap((x, index) => (x === null || value[index] == null ? [] : [{ at: x, value: value[index] }]))
    .toSorted((a, b) => a.at - b.at);
}
