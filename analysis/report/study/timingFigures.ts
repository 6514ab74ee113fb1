import * as Plot from "@observablehq/plot";
import type { TimingBlock } from "../../blocks/context.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { axis, DASHED, QUIET, QUIET_HALO } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { slug } from "../../blocks/figures/slug.ts";
import { count, decimal, percent } from "../../blocks/numbers.ts";
import { isFew } from "../../findings/disclosure.ts";
import { kindOf, labelOf } from "../../findings/names.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { sourceLine } from "../../findings/sourceLine.ts";
import { blockName, scoreBins, scoreTable, timingTable } from "./qualityTables.ts";

const FAST_MS = 300;
const FACET_HEIGHT = 92;

/** One figure a timed task: latencies by block; and one a timed measure: its scores. */
export function timingFigures(data: ReportData): readonly Figure[] {
  const columns = [...new Set(data.context.timing.map(({ column }) => column))];
  return [
    ...columns.map((column) => latencyFigure(data, column)),
    ...data.context.scored.flatMap(({ column, scores }) =>
      scores.length > 1 ? [scoreFigure(data, column, scores)] : [],
    ),
  ];
}

function latencyFigure(data: ReportData, column: string): Figure {
  const blocks = data.context.timing.filter((block) => block.column === column);
  const total = (value: (block: TimingBlock) => number) => blocks.reduce((sum, block) => sum + value(block), 0);
  const trials = total((block) => block.trials);
  const judged = blocks.filter(({ errorRate }) => errorRate !== null);
  const errors = judged.reduce((sum, block) => sum + (block.errorRate ?? 0) * block.trials, 0);
  const told = judged.length === 0 ? "" : `; ${percent(errors / total((block) => block.trials), 1000)} were errors`;
  return {
    id: `timing-${slug(column)}`,
    span: "half",
    title: `${labelOf(data, column)}: ${percent(total((block) => block.fast) / trials, 1000)} of trials were under 300 ms${told}`,
    subtitle: `${count(trials)} trials of ${count(Math.max(...blocks.map(({ people }) => people)))} people. Latency by block; the lines are 300 and 400 ms; over 2 000 ms together at the right.`,
    description: blocks.map((block) => `${blockName(block)}: ${count(block.trials)} trials`).join("; "),
    source: sourceLine(data, "trials"),
    table: { ...timingTable(data, column), id: `timing-${slug(column)}` },
    draw: (width) => drawLatencies(blocks, width, COLOURS[kindOf(data, column)]),
  };
}

function drawLatencies(blocks: readonly TimingBlock[], width: number, fill: string): string {
  const bars = blocks.flatMap((block) =>
    block.bins.map((n, at) => ({
      block: blockName(block),
      from: at * block.binMs,
      to: (at + 1) * block.binMs,
      share: n / Math.max(1, block.trials),
    })),
  );
  const names = [...new Set(bars.map(({ block }) => block))];
  const most = Math.max(...bars.map(({ to }) => to));
  return plotSvg({
    width,
    height: names.length * FACET_HEIGHT + 60,
    marginLeft: 12,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 44,
    x: { ...axis("latency, ms", (value) => count(value)), domain: [0, most], ticks: 5 },
    y: { axis: null, domain: [0, Math.max(...bars.map(({ share }) => share)) * 1.15] },
    fy: { domain: names, axis: null },
    marks: [
      Plot.ruleX([FAST_MS, 400], DASHED),
      Plot.rectY(bars, { fy: "block", x1: "from", x2: "to", y: "share", fill, insetRight: 0.5 }),
      Plot.ruleY([0], { stroke: INK.line }),
      Plot.text(names, {
        ...QUIET_HALO,
        fy: (name: string) => name,
        text: (name: string) => name,
        frameAnchor: "top-right",
        dy: 4,
      }),
    ],
  });
}

function scoreFigure(data: ReportData, column: string, scores: readonly number[]): Figure {
  const bins = scoreBins(scores, data.fewest);
  const above = scores.filter((score) => score > 0).length;
  const isTold = !isFew(above, data.fewest) && !isFew(scores.length - above, data.fewest);
  const share = isTold ? `${count(above)} of ${count(scores.length)} people score above 0, ` : "";
  const mean = scores.reduce((sum, score) => sum + score / scores.length, 0);
  return {
    id: `scores-${slug(column)}`,
    span: "half",
    title: `${labelOf(data, column)}: ${share}the mean is ${decimal(mean)}`,
    subtitle: `n = ${count(scores.length)}, excluded people left out. 0: both sides equally fast.`,
    description: bins.map(({ from, to, n }) => `${decimal(from)} to ${decimal(to)}: ${count(n)}`).join("; "),
    source: sourceLine(data, "scores"),
    table: { ...scoreTable(data, column), id: `scores-${slug(column)}` },
    draw: (width) => drawScores(bins, { width, mean, fill: COLOURS[kindOf(data, column)] }),
  };
}

type Drawn = { readonly width: number; readonly mean: number; readonly fill: string };

function drawScores(bins: ReturnType<typeof scoreBins>, { width, mean, fill }: Drawn): string {
  return plotSvg({
    width,
    height: 300,
    marginLeft: 48,
    marginRight: 16,
    marginTop: 24,
    marginBottom: 46,
    x: { ...axis("score", (value) => decimal(value)), ticks: 6 },
    y: { ...axis("people", (value) => count(value)), ticks: 4, grid: true },
    marks: [
      Plot.rectY(bins, { x1: "from", x2: "to", y: "n", fill, insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleX([0], DASHED),
      Plot.ruleX([mean], { stroke: INK.text, strokeWidth: 1.5 }),
      Plot.text(["mean"], { ...QUIET, x: mean, frameAnchor: "top", dy: -14 }),
      Plot.ruleY([0], { stroke: INK.quiet }),
    ],
  });
}
