import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanTable } from "../../../analysis/data/cleanTable.ts";
import { type Compared as Comparison, compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import { readPlan } from "../../../analysis/plan/plan.ts";
import { AnalysisPlan, type AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { readDataTable } from "../readDataTable.ts";

const CASES = join(process.cwd(), "fixtures", "cases", "statistics");

/** `compare` on one of the small data sets of fixtures/cases/statistics, whose right values R gives (its folder _r); what
 *  `changes` names replaces the plan's own. */
export function compareCase(
  name: string,
  changes: Partial<AnalysisPlanInput> = {},
  planFile = "plan.yaml",
): Comparison {
  const file = join(CASES, name, planFile);
  const read = readPlan({ file, text: readFileSync(file, "utf8") });
  if ("problems" in read) throw new Error(read.problems[0].detail);
  const plan = AnalysisPlan.parse({
    ...read.value,
    folds: { k: 5, repeats: 2 },
    bootstrap: { resamples: 20 },
    ...changes,
  });
  const data = plan.data ?? "data.csv";
  const { table, notices } = cleanTable(readDataTable(data, readFileSync(join(CASES, name, data), "utf8")), plan);
  return compareMeasures(table, plan, { seed: 1, notices });
}
