import * as Plot from "@observablehq/plot";
import type { FlowStep } from "../../blocks/context.ts";
import { clip } from "../../blocks/figures/clip.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { QUIET } from "../../blocks/figures/marks.ts";
import { INK, type Marks, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, percent } from "../../blocks/numbers.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { sourceLine } from "../../findings/sourceLine.ts";
import { flowTable } from "./peopleTables.ts";

const ROW = 56;

/** How many people reached each step, and who left on the way and why. Null without a flow. */
export function flowFigure(data: ReportData): Figure | null {
  const [first, last] = [data.flow[0], data.flow.at(-1)];
  if (!first || !last) return null;
  return {
    id: "flow",
    span: "full",
    title: `Of ${count(first.n)} (${first.step.toLowerCase()}), ${count(last.n)} reached the last step (${last.step.toLowerCase()}): ${percent(first.n === 0 ? null : last.n / first.n, first.n)}`,
    subtitle: "People at each step; below each bar who left before the next, and why.",
    description: data.flow.map((step) => `${step.step}: ${step.n}. ${leftText(step)}`).join(" "),
    source: sourceLine(data, "flow of people"),
    table: flowTable(data),
    draw: (width) => draw(data.flow, width),
  };
}

function draw(flow: readonly FlowStep[], width: number): string {
  const most = Math.max(1, ...flow.map(({ n }) => n));
  const y = (step: FlowStep) => flow.indexOf(step);
  const bar = { x1: 0, y1: (step: FlowStep) => y(step) - 0.12, y2: (step: FlowStep) => y(step) + 0.12 };
  return plotSvg({
    width,
    height: flow.length * ROW + 12,
    marginLeft: 2,
    marginRight: 110,
    marginTop: 4,
    marginBottom: 4,
    x: { domain: [0, most], axis: null },
    y: { domain: [-0.5, flow.length - 0.5], reverse: true, axis: null },
    marks: [
      Plot.rect(flow, { ...bar, x2: most, fill: INK.surface }),
      Plot.rect(flow, { ...bar, x2: "n", fill: INK.quiet }),
      ...letters(flow, most, Math.floor(width / 7)),
    ],
  });
}

function letters(flow: readonly FlowStep[], most: number, longest: number): Marks {
  const y = (step: FlowStep) => flow.indexOf(step);
  const start = { textAnchor: "start", fill: INK.text } as const;
  const people = ({ n }: FlowStep) => `${count(n)} (${percent(n / most, null)})`;
  return [
    Plot.text(flow, {
      ...start,
      x: 0,
      y: (step: FlowStep) => y(step) - 0.3,
      text: ({ step }: FlowStep) => clip(step, longest),
    }),
    Plot.text(flow, { ...start, x: most, y, text: people, dx: 10, fontVariant: "tabular-nums" }),
    Plot.text(flow, {
      ...start,
      ...QUIET,
      x: 0,
      y: (step: FlowStep) => y(step) + 0.3,
      text: (step: FlowStep) => clip(leftText(step), longest),
    }),
  ];
}

function leftText({ left }: FlowStep): string {
  return left.length === 0
    ? ""
    : `Left: ${left.map(({ reason, n }) => `${count(n)} ${reason.toLowerCase()}`).join(", ")}.`;
}
