import type { Comparison } from "../findings/comparison.ts";
import type { ReportContextInput } from "./context.ts";
import { reportFigureList } from "./figures/reportFigureList.ts";
import { standaloneSvg } from "./figures/standaloneSvg.ts";
import { readReport } from "./readReport.ts";
import type { NamedText } from "./reportTables.ts";

/** Every figure of the report as an SVG file of its own: title, subtitle and source line drawn in, colours of the light
 *  page, no style, no script. Simulated data say so in the picture. */
export function reportFigures(comparison: Comparison, context: ReportContextInput): readonly NamedText[] {
  return reportFigureList(readReport(comparison, context)).map((figure) => ({
    name: `${figure.id}.svg`,
    text: standaloneSvg(figure),
  }));
}
