import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";

/** Where the forms of a report go; those that are not named are not made. */
export type ReportOutputs = {
  readonly html?: string;
  /** The first page alone. */
  readonly summary?: string;
  readonly pdf?: string;
  /** Leaves the PDF out where this computer has nothing that prints it, instead of refusing. */
  readonly pdfIfPossible?: boolean;
  /** Every table, a sheet each. */
  readonly xlsx?: string;
  /** A folder for tables, figures, Markdown, methods and references. */
  readonly out?: string;
  readonly language?: "en" | "nl";
};

/** Writes a report in every form that is named. Throws a Problem where a PDF cannot be printed here. */
export async function writeReport(
  outputs: ReportOutputs,
  comparison: Comparison,
  about: ReportContextInput,
): Promise<void> {
  const { html, summary, pdf, xlsx, out, language = "en" } = outputs;
  const context = { ...about, language };
  if (html !== undefined || summary !== undefined || pdf !== undefined) {
    const { reportHtml, summaryHtml } = await import("../report/reportHtml.tsx");
    if (html !== undefined) await write(html, reportHtml(comparison, context));
    if (summary !== undefined) await write(summary, summaryHtml(comparison, context));
    if (pdf !== undefined) await print(pdf, reportHtml(comparison, context), outputs.pdfIfPossible === true);
  }
  if (xlsx !== undefined) {
    const { reportWorkbook } = await import("../report/workbook.ts");
    await write(xlsx, reportWorkbook(comparison, context));
  }
  if (out !== undefined) {
    const { writeReportFiles } = await import("../report/write.ts");
    await writeReportFiles(out, comparison, context);
  }
}

async function print(path: string, page: string, isOptional: boolean): Promise<void> {
  const { canPrintPdf, printPdf } = await import("./printPdf.ts");
  if (isOptional && !(await canPrintPdf())) return;
  await mkdir(dirname(path), { recursive: true });
  await printPdf(page, path);
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeNamed(path, content);
}
