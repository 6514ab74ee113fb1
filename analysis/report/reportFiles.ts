import type { ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";
import { methodsText } from "./methodsText.ts";
import { readReport } from "./readReport.ts";
import { bibtex } from "./references.ts";
import { reportFigures } from "./reportFigures.ts";
import { reportMarkdown } from "./reportMarkdown.ts";
import { type NamedText, reportTables } from "./reportTables.ts";

/** What `--out DIR` holds: every table as CSV, every figure as SVG, the report as Markdown, and methods.txt. Names are
 *  paths below DIR. */
export function reportFiles(comparison: Comparison, context: ReportContextInput): readonly NamedText[] {
  return [
    ...reportTables(comparison, context).map(({ name, text }) => ({ name: `tables/${name}`, text })),
    ...reportFigures(comparison, context).map(({ name, text }) => ({ name: `figures/${name}`, text })),
    { name: "report.md", text: reportMarkdown(comparison, context) },
    { name: "references.bib", text: bibtex(readReport(comparison, context)) },
    { name: "methods.txt", text: methodsText(readReport(comparison, context)) },
  ];
}
