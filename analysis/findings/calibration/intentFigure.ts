import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { CURVE_FRAME, diagonal, gridMarks, QUIET_HALO, shareAxis } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, percent, significant } from "../../blocks/numbers.ts";
import { labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { type IntentByLevel, intentOf } from "./intents.ts";
import { intentTable } from "./intentTables.ts";
import type { CalibrationSections } from "./sections.ts";

/** Stated chances of buying against the shares who bought, with the rising line that fits them best. Null without. */
export function intentFigure(data: ReportData<CalibrationSections>): Figure | null {
  const intent = intentOf(data);
  if (intent === null || intent.levels.length < 3 || intent.saidMean === null || intent.actual === null) return null;
  const { did } = outcomeWords(data);
  return {
    id: "intent-calibration",
    span: "half",
    title: `On average people gave themselves a chance of ${percent(intent.saidMean, null)}; ${percent(intent.actual, null)} ${did}`,
    subtitle: `${labelOf(data, intent.column)}, n = ${count(data.sample.n)}${intent.ratio === null ? "" : `; done over said: ${significant(intent.ratio, 2)}`}. Wilson 95 % intervals, the line is isotonic; on the diagonal people do what they say.`,
    description: intent.levels
      .map(({ said, x, n }) => `Said ${percent(said, null)}: ${count(x)} of ${count(n)} ${did}`)
      .join("; "),
    source: sourceLine(data, "intent calibration"),
    table: intentTable(data),
    draw: (width) => draw(intent, width, did),
  };
}

function draw({ levels }: IntentByLevel, width: number, did: string): string {
  const shares = levels.map((level) => ({ ...level, share: level.x / level.n }));
  return plotSvg({
    width,
    ...CURVE_FRAME,
    x: shareAxis("chance stated"),
    y: shareAxis(`who ${did}`),
    marks: [
      ...gridMarks("y"),
      diagonal(),
      Plot.text(["as said"], { ...QUIET_HALO, x: 0.86, y: 0.86, dy: -10, dx: -6, textAnchor: "end" }),
      Plot.ruleX(
        shares.filter(({ interval }) => interval !== null),
        {
          x: "said",
          y1: (level: (typeof shares)[number]) => level.interval?.[0],
          y2: (level: (typeof shares)[number]) => level.interval?.[1],
          stroke: COLOURS.stated,
        },
      ),
      Plot.line(
        shares.filter(({ isotonic }) => isotonic !== null),
        { x: "said", y: "isotonic", stroke: COLOURS.stated, strokeWidth: 2 },
      ),
      Plot.dot(shares, { x: "said", y: "share", r: 4.5, fill: COLOURS.stated, stroke: INK.page }),
    ],
  });
}
