import type { z } from "zod";
import { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { TableReading } from "../../experiments/contract/tableReading.ts";
import { type ReadDocument, readDocument } from "../../experiments/studyFile/readDocument.ts";

/** A plan in a file of its own, which also says how its data file is to be read; a study's own tables need no such words. */
export const PlanFile = AnalysisPlan.safeExtend({
  read: TableReading.optional().meta({
    title: "How the data file is read",
    description: "What the flags of every command that reads a table say: map, value, encoding, delimiter …",
  }),
});
export type PlanFile = z.infer<typeof PlanFile>;

/** Reads the text of a plan (YAML or JSON): every mistake with file, line, column, what was expected, what came. */
export function readPlan(source: { readonly file: string; readonly text: string }): ReadDocument<PlanFile> {
  return readDocument({ ...source, schema: PlanFile, code: "plan-invalid" });
}
