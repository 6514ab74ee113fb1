import { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { type ReadDocument, readDocument } from "../../experiments/studyFile/readDocument.ts";

/** Reads the text of a plan (YAML or JSON): every mistake with file, line, column, what was expected, what came. */
export function readPlan(source: { readonly file: string; readonly text: string }): ReadDocument<AnalysisPlan> {
  return readDocument({ ...source, schema: AnalysisPlan, code: "plan-invalid" });
}
