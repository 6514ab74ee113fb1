import { dirname, join } from "node:path";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";
import { reportFiles } from "./reportFiles.ts";

/** Writes the tables, figures and methods.txt of a report below `dir`, making folders as needed; files of the same names
 *  are replaced. Answers the paths written, relative to `dir`. */
export async function writeReportFiles(
  dir: string,
  comparison: Comparison,
  context: ReportContextInput,
): Promise<readonly string[]> {
  const files = reportFiles(comparison, context);
  for (const { name, text } of files) {
    const path = join(dir, name);
    makeFolder(dirname(path));
    await writeNamed(path, text);
  }
  return files.map(({ name }) => name);
}
