import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readIndexFile } from "../../../analysis/data/indexFile.ts";
import { type Compared, compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import { readPlan } from "../../../analysis/plan/plan.ts";
import type { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";

/** Compares the data of an oracle case by its plan, some of whose settings may be changed. */
export function compareCase(caseName: string, planName: string, changes: Partial<AnalysisPlan> = {}): Compared {
  const file = join(process.cwd(), "fixtures", "oracles", "plans", planName);
  const read = readPlan({ file, text: readFileSync(file, "utf8") });
  if ("problems" in read) throw new Error(read.problems.map(({ detail }) => detail).join("\n"));
  const plan = { ...read.value, ...changes };
  const data = oraclePath(caseName, "data.csv");
  const table = readDataTable(data, readFileSync(data, "utf8"));
  const indices = plan.bootstrap && "indices" in plan.bootstrap ? oraclePath(caseName, plan.bootstrap.indices) : null;
  const resamples =
    indices === null ? {} : { resamples: readIndexFile(indices, readFileSync(indices, "utf8"), table.rows) };
  return compareMeasures(table, plan, { seed: 1, ...resamples });
}

const PLANS: Readonly<Record<string, string>> = {
  c06_rare_3pct: "rare.yaml",
  c07_person_x_brand: "brands.yaml",
  c09_counts_spend: "counts.yaml",
};
const compared = new Map<string, Compared>();

/** An oracle case compared once, with few resamples and all claims of its plan. */
export function comparedCase(caseName: string): Compared {
  const known = compared.get(caseName);
  if (known !== undefined) return known;
  const found = compareCase(caseName, PLANS[caseName] ?? "person.yaml", { bootstrap: { resamples: 5 } });
  compared.set(caseName, found);
  return found;
}
