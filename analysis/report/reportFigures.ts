import { figuresIn } from "../blocks/block.ts";
import type { ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";
import { sayDoFigure } from "../findings/rules/sayDoFigure.ts";
import { standaloneSvg } from "./figures/standaloneSvg.ts";
import { furtherParts } from "./furtherParts.ts";
import { shownParts } from "./parts.ts";
import { readReport } from "./readReport.ts";
import type { NamedText } from "./reportTables.ts";

/** Every figure of the report as an SVG file of its own: title, subtitle and source line drawn in, colours of the light
 *  page, no style, no script. Simulated data say so in the picture. */
export function reportFigures(comparison: Comparison, context: ReportContextInput): readonly NamedText[] {
  const data = readReport(comparison, context);
  const first = sayDoFigure(data);
  const parts = [...shownParts(data), ...furtherParts(data.found, data.context)];
  const all = [...(first ? [first] : []), ...parts.flatMap(({ blocks }) => figuresIn(blocks))];
  return all.map((figure) => ({
    name: `${figure.id}.svg`,
    text: standaloneSvg(figure),
  }));
}
