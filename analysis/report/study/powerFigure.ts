import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { axis, DASHED, gridMarks, QUIET_HALO, shareAxis } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { Comparison } from "../../findings/comparison.ts";
import { labelOf } from "../../findings/names.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { sourceLine } from "../../findings/sourceLine.ts";
import { peopleFor, powerAt, type RankingPower, rankingPower } from "./powerOf.ts";
import { powerTable } from "./powerTables.ts";

const WANTED = 0.8;
const STEPS = 60;

/** Power of the ranking comparison by number of people, for the smallest difference that matters and for twice that.
 *  Null where the difference has no interval. */
export function powerFigure(data: ReportData<Comparison>): Figure | null {
  const study = rankingPower(data);
  if (study === null) return null;
  const needed = peopleFor(study, study.margin, WANTED);
  const now = powerAt(study, study.margin, study.n);
  const pair = [data.primary.implicit, data.primary.stated].map((column) => labelOf(data, column ?? "")).join(" and ");
  return {
    id: "power",
    span: "half",
    title: `A true ΔAUC of ${decimal(study.margin)} would be found in ${percent(now, null)} of studies of this size; with ${count(needed)} people it would be found in 80\u202f%`,
    subtitle: `${pair}, n = ${count(study.n)}; two-sided 5 % test with the standard error found here (${decimal(study.se, 3)}), shrinking with the root of n.`,
    description: `Power rises with the number of people: for a difference of ${decimal(study.margin)} it is ${percent(now, null)} at ${count(study.n)} and 80 % at ${count(needed)}.`,
    source: sourceLine(data, "paired AUC"),
    table: powerTable(data),
    draw: (width) => draw(study, width),
  };
}

function draw(study: RankingPower, width: number): string {
  const most = Math.max(2 * study.n, 1.2 * peopleFor(study, study.margin, WANTED));
  const curve = (effect: number) =>
    Array.from({ length: STEPS }, (_, step) => {
      const people = (most * (step + 1)) / STEPS;
      return { people, power: powerAt(study, effect, people) };
    });
  const label = (effect: number, people: number) =>
    Plot.text([{ people, power: powerAt(study, effect, people) }], {
      ...QUIET_HALO,
      x: "people",
      y: "power",
      text: () => `ΔAUC ${decimal(effect)}`,
      textAnchor: "start",
      dx: 6,
      dy: 12,
    });
  return plotSvg({
    width,
    height: 320,
    marginLeft: 56,
    marginRight: 24,
    marginTop: 24,
    marginBottom: 48,
    x: { ...axis("people", (value) => count(value)), domain: [0, most], ticks: 5 },
    y: shareAxis("power"),
    marks: [
      ...gridMarks("y"),
      Plot.ruleY([WANTED], DASHED),
      Plot.ruleX([study.n], DASHED),
      Plot.text(["this study"], { ...QUIET_HALO, x: study.n, frameAnchor: "top", dy: -14 }),
      Plot.line(curve(study.margin), { x: "people", y: "power", stroke: COLOURS.both, strokeWidth: 2 }),
      Plot.line(curve(2 * study.margin), {
        x: "people",
        y: "power",
        stroke: INK.quiet,
        strokeWidth: 2,
        strokeDasharray: "6 3",
      }),
      label(study.margin, 0.55 * most),
      label(2 * study.margin, 0.12 * most),
    ],
  });
}
