import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { DataTable } from "../load/dataTable.ts";
import type { ReplicateRunner } from "../models/validation/replicateJob.ts";
import { contextsOf } from "./compareMeasures.ts";
import { fitLadder } from "./fitLadder.ts";
import { type Draws, type Replicates, replicateJobs } from "./replicates.ts";

/** Computes the replicates of a comparison with a runner (worker threads), to be handed to `compareMeasures`. The
 *  numbers do not depend on the runner. Empty when the headline outcome is no yes/no outcome or does not vary. */
export async function replicatesWith(
  runner: ReplicateRunner,
  { table, plan, draws }: { readonly table: DataTable; readonly plan: AnalysisPlan; readonly draws: Draws },
): Promise<Readonly<Record<string, Replicates>>> {
  const silent = () => undefined;
  const context = contextsOf(table, plan, silent)[0];
  if (context === undefined || context.outcome.kind !== "binary") return {};
  const { buyers, n } = context.cohort;
  if (buyers === 0 || buyers === n) return {};
  const jobs = replicateJobs(context, fitLadder(context), draws);
  const computed: Record<string, Replicates> = {};
  for (const [name, job] of Object.entries(jobs)) computed[name] = await runner(job);
  return computed;
}
