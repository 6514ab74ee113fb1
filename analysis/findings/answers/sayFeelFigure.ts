import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { BASE_RATE_ROOM, baseRateMarks, gridMarks, QUIET, shareAxis } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg, SYMBOLS } from "../../blocks/figures/plotSvg.ts";
import { count, percentWithInterval } from "../../blocks/numbers.ts";
import { labelOf, outcomeWords, sentence } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import { shareIntervalMethod } from "../ranking/areas.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import { sourceLine } from "../sourceLine.ts";
import { sayFeelTable } from "./sayFeelTable.ts";

type Data = ReportData<ProductSections & RankingSections & RuleSections>;

const SAID = ["did not say yes", "said yes"] as const;
const GROUPS = 6;
const TERCILES = ["lowest", "middle", "highest"];

type Cell = {
  readonly said: string;
  readonly tercile: number;
  readonly n: number;
  readonly x: number;
  readonly share: number;
  readonly interval: readonly [number, number] | null;
};

/** Says yes or no against the thirds of the implicit score: share who bought in each of the six groups. */
export function sayFeelFigure(data: Data): Figure | null {
  const cells = cellsOf(data);
  if (cells.length === 0 || data.primary.implicit === null) return null;
  const { did } = outcomeWords(data);
  const high = cells.find(({ said, tercile }) => said === "said yes" && tercile === 3);
  const low = cells.find(({ said, tercile }) => said === "said yes" && tercile === 1);
  return {
    id: "say-feel",
    span: "half",
    title:
      high && low
        ? `Of those who said yes, ${high.x} of ${high.n} in the highest and ${low.x} of ${low.n} in the lowest third of the implicit score ${did}`
        : `What was said, the implicit score, and who ${did}`,
    subtitle: `n = ${count(cells.reduce((sum, { n }) => sum + n, 0))}. Thirds of ${labelOf(data, data.primary.implicit)}; ${shareIntervalMethod(data)}.${cells.length < GROUPS ? " Groups of few people are withheld." : ""}`,
    description: cells
      .map(
        ({ said, tercile, x, n, share, interval }) =>
          `${sentence(said)}, ${TERCILES[tercile - 1]} third: ${x} of ${n}, ${percentWithInterval(share, interval, n)}.`,
      )
      .join(" "),
    source: sourceLine(data, "stated rule by implicit thirds"),
    table: sayFeelTable(data),
    draw: (width) => draw(data, cells, width),
  };
}

function cellsOf(data: Data): readonly Cell[] {
  return (data.found.say_do_by_implicit_tercile ?? []).flatMap(({ stated_yes, tercile, n, x, estimate, wilson95 }) =>
    stated_yes === null || tercile === null || n === null || x === null || estimate === null
      ? []
      : [
          {
            said: SAID[stated_yes === 1 ? 1 : 0],
            tercile,
            n,
            x,
            share: estimate,
            interval: wilson95,
          },
        ],
  );
}

function draw(data: Data, cells: readonly Cell[], width: number): string {
  const top = Math.min(1, Math.ceil(Math.max(...cells.map(({ share, interval }) => interval?.[1] ?? share)) * 10) / 10);
  const place = { fx: "said", x: "tercile" };
  return plotSvg({
    width,
    height: 372,
    marginLeft: 56,
    marginRight: BASE_RATE_ROOM,
    marginTop: 34,
    marginBottom: 76,
    fx: { domain: [...SAID], label: null, axis: null, padding: 0.08 },
    x: { domain: [0.5, 3.5], ticks: [], label: null },
    y: shareAxis(null, top),
    marks: [
      ...gridMarks("y"),
      Plot.ruleY([0], { stroke: INK.quiet }),
      Plot.ruleX(
        cells.filter(({ interval }) => interval),
        { ...place, y1: lowOf, y2: highOf, stroke: COLOURS.implicit, strokeWidth: 2 },
      ),
      Plot.dot(cells, {
        ...place,
        y: "share",
        symbol: SYMBOLS.implicit,
        fill: COLOURS.implicit,
        stroke: INK.page,
        r: 6,
      }),
      ...baseRateMarks(data.sample, { fx: () => SAID[1] }),
      ...footMarks(cells),
    ],
  });
}

const lowOf = (cell: Cell) => cell.interval?.[0];
const highOf = (cell: Cell) => cell.interval?.[1];

function footMarks(cells: readonly Cell[]): Marks {
  const below = { fx: "said", x: "tercile", frameAnchor: "bottom", lineAnchor: "top" } as const;
  const own = { fx: (text: string) => text, text: (text: string) => text };
  return [
    Plot.text(cells, { ...below, dy: 10, text: ({ tercile }: Cell) => TERCILES[tercile - 1] ?? "", fill: INK.text }),
    Plot.text(cells, { ...below, ...QUIET, dy: 30, text: ({ x, n }: Cell) => `${count(x)} of ${count(n)}` }),
    Plot.text([...SAID], { ...own, frameAnchor: "top-left", dy: -24, fill: INK.text, fontWeight: 600 }),
    Plot.text(["third of the implicit score"], {
      ...QUIET,
      fx: () => SAID[1],
      frameAnchor: "bottom-right",
      lineAnchor: "top",
      dy: 52,
    }),
  ];
}
