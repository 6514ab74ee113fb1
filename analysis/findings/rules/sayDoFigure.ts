import * as Plot from "@observablehq/plot";
import { clip } from "../../blocks/figures/clip.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { BASE_RATE_ROOM, baseRateMarks, gridMarks } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { slug } from "../../blocks/figures/slug.ts";
import { count, percent, percentWithInterval } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import { measureOf, outcomeWords, sentence } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import { shareIntervalMethod } from "../ranking/areas.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { ShownLevel } from "../shown.ts";
import { sourceLine } from "../sourceLine.ts";
import { withheldNote } from "../withheld.ts";
import { sayDoFinding } from "./sayDoFinding.ts";
import { sayDoTable } from "./sayDoTable.ts";
import type { RuleSections } from "./sections.ts";
import { yesLevel } from "./yesRule.ts";

type Data = ReportData<AnswerSections & ProductSections & RankingSections & RuleSections>;

type Level = {
  readonly level: number;
  readonly n: number;
  readonly x: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

/** What people said against what they did: share who bought at each stated level, with Wilson 95 % intervals, circles in
 *  proportion to the number of people, and the base rate. Null when the comparison has no such table for `column`. */
export function sayDoFigure(data: Data, column: string | null = data.primary.stated): Figure | null {
  const levels = column === null ? [] : levelsOf(data.sayDo[column] ?? []);
  if (column === null || levels.length === 0) return null;
  const { did } = outcomeWords(data);
  const withheld = (data.sayDo[column] ?? []).length - levels.length;
  const { n, bought } = withheld > 0 ? data.sample : everybody(levels);
  const note = withheld > 0 ? ` ${withheldNote(data, withheld).note ?? ""}` : "";
  return {
    id: `say-do-${slug(column)}`,
    span: "half",
    title: sayDoFinding(data, column),
    subtitle: `n = ${count(n)}, of whom ${count(bought)} ${did}. ${shareIntervalMethod(data)}; circle area in proportion to n.${note}`,
    description: levels
      .map(
        (row) =>
          `At level ${row.level}, ${row.x} of ${row.n} ${did}: ${percentWithInterval(row.share, [row.low, row.high], row.n)}.`,
      )
      .join(" "),
    source: sourceLine(data, "rules and say–do table"),
    table: sayDoTable(data, column),
    draw: (width) => draw(data, { column, levels, width, baseRate: bought !== null && n ? bought / n : null }),
  };
}

function everybody(levels: readonly Level[]): Pick<Data["sample"], "n" | "bought"> {
  return {
    n: levels.reduce((sum, level) => sum + level.n, 0),
    bought: levels.reduce((sum, level) => sum + level.x, 0),
  };
}

function levelsOf(rows: readonly ShownLevel[]): readonly Level[] {
  return rows.flatMap(({ level, n, x, estimate, wilson95 }) =>
    level === null || n === null || x === null || estimate === null || wilson95 === null
      ? []
      : [{ level, n, x, share: estimate, low: wilson95[0], high: wilson95[1] }],
  );
}

type Drawing = {
  readonly column: string;
  readonly levels: readonly Level[];
  readonly width: number;
  readonly baseRate: number | null;
};

function draw(data: Data, drawing: Drawing): string {
  const { column, levels, width } = drawing;
  const top = Math.min(1, Math.ceil(Math.max(...levels.map(({ high }) => high)) * 10) / 10);
  const first = Math.min(...levels.map(({ level }) => level));
  const last = Math.max(...levels.map(({ level }) => level));
  return plotSvg({
    width,
    height: 376,
    marginLeft: 56,
    marginRight: BASE_RATE_ROOM,
    marginTop: 22,
    marginBottom: 104,
    x: { domain: [first - 0.6, last + 0.6], label: null, ticks: [] },
    y: { domain: [0, top], label: null, tickSize: 0, ticks: 5, tickFormat: (value: number) => percent(value, null) },
    r: {
      type: "sqrt",
      domain: [0, Math.max(...levels.map((row) => row.n))],
      range: [0, Math.min(26, (width - 56 - BASE_RATE_ROOM) / levels.length / 1.9)],
    },
    marks: [
      ...yesMarks(data, column, last),
      ...gridMarks("y"),
      Plot.ruleY([0], { stroke: INK.quiet }),
      Plot.dot(levels, { x: "level", y: "share", r: "n", fill: COLOURS.stated, fillOpacity: 0.22, stroke: "none" }),
      Plot.ruleX(levels, { x: "level", y1: "low", y2: "high", stroke: COLOURS.stated, strokeWidth: 2 }),
      Plot.dot(levels, { x: "level", y: "share", r: 4.5, fill: COLOURS.stated, stroke: INK.page, strokeWidth: 1 }),
      ...baseRateMarks({ baseRate: drawing.baseRate, n: data.sample.n }),
      ...footMarks(data, drawing),
    ],
  });
}

function yesMarks(data: Data, column: string, last: number): Marks {
  const yes = yesLevel(data, column);
  if (yes === null) return [];
  return [
    Plot.rectX([0], { x1: yes - 0.5, x2: last + 0.6, fill: INK.surface }),
    Plot.text(["said yes"], {
      x: yes - 0.5,
      frameAnchor: "top",
      textAnchor: "start",
      dx: 6,
      dy: -16,
      fill: COLOURS.stated,
      fontSize: 12,
    }),
  ];
}

// Narrower columns would print their numbers over each other.
const SMALLEST_ROOM = 18;

/** Level, buyers and people under each circle, as the numbers at risk stand under a survival curve. */
function footMarks(data: Data, { column, levels, width }: Drawing): Marks {
  const room = (width - 56 - BASE_RATE_ROOM) / levels.length;
  const shown = levels.filter((_, index) => index % Math.ceil(SMALLEST_ROOM / room) === 0);
  const row = (dy: number, heading: string, text: (level: Level) => string): Marks => [
    Plot.text(shown, {
      fontSize: room < 30 ? 10.5 : 13,
      x: "level",
      frameAnchor: "bottom",
      text,
      dy,
      fill: INK.text,
      lineAnchor: "top",
      fontVariant: "tabular-nums",
    }),
    Plot.text([heading], {
      frameAnchor: "bottom-left",
      textAnchor: "end",
      lineAnchor: "top",
      dx: -6,
      dy,
      fill: INK.quiet,
      fontSize: 12,
    }),
  ];
  const { label, ends } = measureOf(data, column) ?? { label: column };
  const axis = ends ? `${label} (${ends[0]} … ${ends[1]})` : `${label} (stated level)`;
  return [
    ...row(14, "level", ({ level }) => String(level)),
    ...row(34, clip(outcomeWords(data).did, 7), ({ x }) => count(x)),
    ...row(54, "n", ({ n }) => count(n)),
    Plot.text([clip(sentence(axis), Math.floor(width / 7))], {
      frameAnchor: "bottom",
      lineAnchor: "top",
      dy: 82,
      fill: INK.quiet,
      fontSize: 12,
    }),
  ];
}
