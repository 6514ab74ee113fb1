import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { axis, DASHED, gridMarks } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, fixed } from "../../blocks/numbers.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { type CountBin, countBins, rootogramTable } from "./rootogramTable.ts";
import type { SpendSections } from "./sections.ts";

type Hung = { readonly count: number; readonly expected: number; readonly from: number; readonly to: number };

/** A hanging rootogram: what was seen hangs from what the model expects, on the scale of roots, so that a bar that does
 *  not reach the line, or crosses it, shows a misfit of equal weight everywhere. Null without a count. */
export function rootogramFigure(data: ReportData<SpendSections>): Figure | null {
  const bins = countBins(data);
  const isSpread = bins.some(({ negativeBinomial }) => negativeBinomial !== null);
  const hung = bins.flatMap((bin) => hang(bin, isSpread));
  const none = bins.find((bin) => bin.count === 0);
  if (hung.length < 3 || none === undefined) return null;
  const model = isSpread ? "the negative binomial model" : "the Poisson model";
  const expected = isSpread ? none.negativeBinomial : none.poisson;
  return {
    id: "rootogram",
    span: "half",
    title: `${count(none.observed)} bought nothing; ${model} expects ${fixed(expected, 0)}`,
    subtitle: `n = ${count(data.sample.n)}. Bars: people seen, hung from the curve of people expected, roots on the axis; a bar that ends above 0 means fewer were seen than expected.`,
    description: bins.map((bin) => `${bin.count}: ${count(bin.observed)} seen`).join("; "),
    source: sourceLine(data, "count models"),
    table: rootogramTable(data),
    draw: (width) => draw(hung, width),
  };
}

function hang({ count: value, observed, poisson, negativeBinomial }: CountBin, isSpread: boolean): readonly Hung[] {
  const people = isSpread ? negativeBinomial : poisson;
  if (people === null) return [];
  const expected = Math.sqrt(people);
  return [{ count: value, expected, from: expected - Math.sqrt(observed), to: expected }];
}

function draw(hung: readonly Hung[], width: number): string {
  return plotSvg({
    width,
    height: 320,
    marginLeft: 48,
    marginRight: 16,
    marginTop: 14,
    marginBottom: 46,
    x: { ...axis("count", (value) => count(value)), domain: [-0.7, Math.max(...hung.map((bin) => bin.count)) + 0.7] },
    y: axis("root of people", (value) => fixed(value, 0)),
    marks: [
      ...gridMarks("y"),
      Plot.rectY(hung, {
        x1: (bin: Hung) => bin.count - 0.42,
        x2: (bin: Hung) => bin.count + 0.42,
        y1: "from",
        y2: "to",
        fill: INK.line,
      }),
      Plot.ruleY([0], DASHED),
      Plot.line(hung, { x: "count", y: "expected", stroke: COLOURS.both, strokeWidth: 2 }),
      Plot.dot(hung, { x: "count", y: "expected", r: 3, fill: COLOURS.both }),
    ],
  });
}
