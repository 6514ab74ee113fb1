import { type ConstructReport, constructVerdict } from "../models/errorsInVariables/constructVerdict.ts";
import type { Context } from "./context.ts";
import type { FittedLadder } from "./modelSections.ts";
import { reliabilityOf } from "./reliabilitySections.ts";

/** Rows × replicates of the simulation, so that large studies do not wait for digits nobody reads. */
const SIMULATED_ROWS = 40_000;
const MOST_REPLICATES = 100;
const LEAST_REPLICATES = 20;

/** Whether the primary implicit score carries something people cannot state: errors-in-variables models at the measured
 *  reliability of the stated items and over assumed ones (statistics.md §8.1). Null without both kinds of measure or
 *  when buyers and non-buyers are separated. */
export function constructSection(
  context: Context,
  { ladder, method }: FittedLadder,
  seed: number,
): ConstructReport | null {
  const { cohort, primary } = context;
  const stated = ladder.full.filter((name) => !ladder.implicit.includes(name));
  const implicit = primary.implicit?.column ?? ladder.implicit[0];
  if (method === "firth" || stated.length === 0 || implicit === undefined) return null;
  const replicates = Math.floor(SIMULATED_ROWS / cohort.n);
  return constructVerdict(cohort.columns, {
    outcome: cohort.outcome,
    stated,
    implicit,
    covariates: cohort.floor,
    statedReliability: statedReliability(context, stated),
    seed,
    simexReplicates: Math.min(MOST_REPLICATES, Math.max(LEAST_REPLICATES, replicates)),
  });
}

// Known only when every stated item of the model has one: an item without it could carry the whole error.
function statedReliability(
  { table, measures }: Context,
  names: readonly string[],
): Readonly<Record<string, number>> | null {
  const known = names.flatMap((name) => {
    const measure = measures.find(({ column }) => column === name);
    const reliability = measure === undefined ? null : reliabilityOf(table, measure);
    return reliability !== null && reliability > 0 ? [[name, Math.min(1, reliability)] as const] : [];
  });
  return known.length === names.length ? Object.fromEntries(known) : null;
}
