import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { DataTable } from "../data/dataTable.ts";
import type { ReplicateRunner } from "../statistics/validation/replicateJob.ts";
import { contextsOf } from "./compareMeasures.ts";
import type { Context } from "./context.ts";
import { fitLadder } from "./models/fitLadder.ts";
import { type Draws, type Replicates, replicateJobs } from "./replicates.ts";

/** Computes the replicates of a comparison with a runner (worker threads), to be handed to `compareMeasures`: one entry an
 *  outcome, in the plan's order. The numbers do not depend on the runner. An entry is empty when its outcome is no yes/no
 *  outcome or does not vary. */
export async function replicatesWith(
  runner: ReplicateRunner,
  { table, plan, draws }: { readonly table: DataTable; readonly plan: AnalysisPlan; readonly draws: Draws },
): Promise<readonly Readonly<Record<string, Replicates>>[]> {
  const silent = () => undefined;
  const byPlace: Readonly<Record<string, Replicates>>[] = [];
  for (const context of contextsOf(table, plan, silent))
    byPlace[context.place] = await computed(context, { runner, draws });
  return byPlace;
}

async function computed(
  context: Context,
  { runner, draws }: { readonly runner: ReplicateRunner; readonly draws: Draws },
): Promise<Readonly<Record<string, Replicates>>> {
  const { buyers, n } = context.cohort;
  if (context.outcome.kind !== "binary" || buyers === 0 || buyers === n) return {};
  const jobs = replicateJobs(context, fitLadder(context), draws);
  const found: Record<string, Replicates> = {};
  for (const [name, job] of Object.entries(jobs)) found[name] = await runner(job);
  return found;
}
