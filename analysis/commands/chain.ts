import { dirname } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { GENERATOR_NAME } from "../../experiments/random/randomStream.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import { chainRows } from "../data/chainRows.ts";
import { readIndexFile } from "../data/indexFile.ts";
import { readChainTable } from "../data/planTable.ts";
import { readHashedText } from "../data/readFile.ts";
import { readingFlags } from "../data/readingFlags.ts";
import { type ChainPlan, readChainPlan } from "../plan/chainPlan.ts";
import { serviceProfitChain, unitsOf } from "../statistics/chains/serviceProfitChain.ts";
import { withoutSmallUnits } from "../statistics/chains/smallUnits.ts";
import { clusterDraws } from "../statistics/models/clustered/clusterBootstrap.ts";
import { jsonText } from "./jsonText.ts";

/** The options of `saydo chain`. */
export type ChainCommand = TableFlags & {
  readonly plan: string;
  /** Where the JSON goes; stdout when absent. */
  readonly json?: string;
  /** Goes before the plan's seed. */
  readonly seed?: number;
};

const DEFAULT_SEED = 1;
const RESAMPLES = 2000;

/** Follows the service-profit chain of a plan from employees to experience to value, and writes JSON. Throws a Problem
 *  when the plan or its table has a mistake, or fewer than two units have employees and customers. */
export async function runChain(options: ChainCommand): Promise<void> {
  const planText = await readHashedText(options.plan);
  const { plan, locate } = readChainPlan(options.plan, planText.text);
  const data = await readChainTable(plan, { planFile: options.plan, flags: readingFlags(plan.read, options) });
  tellNotes(plan.data, data.notes);
  const { names, lineOf } = data;
  const { employees, customers, flow } = chainRows(data.table, plan, { planFile: options.plan, locate, names, lineOf });
  const units = unitsOf({ employees, customers });
  if (units.length < 2) throw tooFewUnits(plan.data, units.length);
  const { draws, source } = await drawsOf(plan, { units: units.length, options });
  const chain = serviceProfitChain({ employees, customers, draws, claim: plan.claim });
  const result = {
    ...(plan.smallest_unit === undefined ? chain : withoutSmallUnits(chain, employees, plan.smallest_unit)),
    flow,
    bootstrap_source: source,
    simulated: plan.simulated,
    notes: data.notes,
    data_sha256: data.sha256,
    plan_sha256: planText.sha256,
  };
  if (options.json === undefined) process.stdout.write(jsonText(result));
  else {
    makeFolder(dirname(options.json));
    await writeNamed(options.json, jsonText(result));
  }
}

async function drawsOf(
  plan: ChainPlan,
  { units, options }: { readonly units: number; readonly options: ChainCommand },
) {
  const asked = plan.bootstrap;
  if (asked !== undefined && "indices" in asked) {
    const { text } = await readHashedText(asked.indices, options.plan);
    return { draws: readIndexFile(asked.indices, text, units), source: { indices: asked.indices } };
  }
  const seed = options.seed ?? asked?.seed ?? DEFAULT_SEED;
  const resamples = asked?.resamples ?? RESAMPLES;
  return { draws: clusterDraws(units, { resamples, seed }), source: { resamples, seed, generator: GENERATOR_NAME } };
}

function tooFewUnits(file: string, units: number): Problem {
  return new Problem({
    code: "not-analysable",
    detail: `A chain needs units that have both employees and customers; ${file} has ${units}.`,
    file,
    expected: "two units or more",
    found: String(units),
    todo: "Check that employees and customers carry the same unit names.",
  });
}
