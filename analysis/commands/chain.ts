import { dirname } from "node:path";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import { readChain } from "../data/chainInput.ts";
import { readHashedText } from "../data/readFile.ts";
import { readChainPlan } from "../plan/chainPlan.ts";
import { serviceProfitChain } from "../statistics/chains/serviceProfitChain.ts";
import { withoutSmallUnits } from "../statistics/chains/smallUnits.ts";
import { jsonText } from "./jsonText.ts";

/** The options of `saydo chain`. */
export type ChainCommand = TableFlags & {
  readonly plan: string;
  /** Where the JSON goes; stdout when absent. */
  readonly json?: string;
  /** Goes before the plan's seed. */
  readonly seed?: number;
};

/** Follows the service-profit chain of a plan from employees to experience to value, and writes JSON. Throws a Problem
 *  when the plan or its table has a mistake, or fewer than two units have employees and customers. */
export async function runChain(options: ChainCommand): Promise<void> {
  const planText = await readHashedText(options.plan);
  const { plan, locate } = readChainPlan(options.plan, planText.text);
  const read = await readChain(plan, { planFile: options.plan, locate, flags: options, seed: options.seed });
  tellNotes(plan.data, read.notes);
  const chain = serviceProfitChain(read.study);
  const { smallest_unit: fewest } = plan;
  const result = {
    ...(fewest === undefined ? chain : withoutSmallUnits(chain, read.study.employees, fewest)),
    flow: read.flow,
    bootstrap_source: read.bootstrapSource,
    simulated: plan.simulated,
    notes: read.notes,
    data_sha256: read.sha256,
    plan_sha256: planText.sha256,
  };
  if (options.json === undefined) process.stdout.write(jsonText(result));
  else {
    makeFolder(dirname(options.json));
    await writeNamed(options.json, jsonText(result));
  }
}
