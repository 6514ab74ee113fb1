import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { packageRoot } from "../../experiments/studyFile/packageRoot.ts";
import { readDocument } from "../../experiments/studyFile/readDocument.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import { checkAnonymous } from "../data/checkAnonymous.ts";
import { codedOutcome } from "../data/cohort.ts";
import { type ComparisonInput, readComparisonInput } from "../data/comparisonInput.ts";
import { readWholeTable } from "../data/planTable.ts";
import { readHashedText } from "../data/readFile.ts";
import { type Compared, compareMeasures } from "../findings/compareMeasures.ts";
import type { Comparison } from "../findings/comparison.ts";
import { applyFrozenModels, FrozenModels, freezeModels } from "../findings/models/frozenModels.ts";
import { replicatesWith } from "../findings/replicatesWith.ts";
import { outcomesOf } from "../plan/planMentions.ts";
import { publicComparison } from "../report/publicComparison.ts";
import { commandOf } from "./commandOf.ts";
import { contextOfPlan } from "./contextOfPlan.ts";
import { jsonText } from "./jsonText.ts";
import { withReplicateRunner } from "./workers/runReplicates.ts";
import { type ReportOutputs, writeReport } from "./writeReport.ts";

/** The options of `saydo compare`. */
export type CompareCommand = TableFlags &
  ReportOutputs & {
    readonly plan: string;
    readonly json?: string;
    readonly freeze?: string;
    readonly apply?: string;
    readonly seed?: number;
    /** ISO moment printed in the report; passed in, never read from a clock here. */
    readonly madeAt?: string;
  };

const DEFAULT_SEED = 1;
// Starting threads takes longer than the replicates of a small study.
const ROWS_WORTH_THREADS = 1000;

/** Compares the measures of a plan and writes what was asked for; JSON goes to stdout when nothing else is asked for.
 *  Throws a Problem when the plan, its data or a model file has a mistake. */
export async function runCompare(options: CompareCommand): Promise<void> {
  const input = await readComparisonInput(options.plan, options);
  tellNotes(input.plan.data ?? options.plan, input.notes);
  const seed = options.seed ?? DEFAULT_SEED;
  const frozen = options.apply === undefined ? null : await readFrozenModels(options.apply);
  if (frozen !== null) {
    const file = input.plan.data ?? options.plan;
    checkAnonymous(file, await readWholeTable(file, { planFile: options.plan, flags: input.flags }));
  }
  const compared = await compareInThreads(input, { seed, version: await versionOfSaydo() });
  const comparison = frozen === null ? compared : withExternal(compared, input, frozen);
  process.stderr.write(`seed ${seed}\n`);
  if (options.freeze !== undefined) {
    const outcome = outcomesOf(input.plan)[0]!.outcome.column;
    await writeText(options.freeze, jsonText(freezeModels(comparison, outcome)));
  }
  await writeResults(comparison, input, options);
}

/** Compares with the replicates spread over the machine's cores. The numbers are those of one thread. */
export async function compareInThreads(
  { table, plan, resamples, notices, identity, beside }: ComparisonInput,
  { seed, version }: { readonly seed: number; readonly version: string },
): Promise<Compared> {
  const draws = { seed, ...(resamples ? { resamples } : {}) };
  const threads = table.rows < ROWS_WORTH_THREADS ? 1 : availableParallelism();
  const replicates = await withReplicateRunner(threads, (runner) => replicatesWith(runner, { table, plan, draws }));
  return compareMeasures(table, plan, { ...draws, beside, replicates, notices, identity: { ...identity, version } });
}

async function writeResults(
  comparison: Comparison,
  { plan, notes }: ComparisonInput,
  options: CompareCommand,
): Promise<void> {
  const { json, html, out, summary, pdf, xlsx } = options;
  const context = contextOfPlan(plan, {
    name: basename(options.plan),
    command: commandOf("compare", ["--plan", options.plan], options),
    ...(options.madeAt ? { madeAt: options.madeAt } : {}),
    notes,
  });
  const everything = jsonText({ ...publicComparison(comparison, context), notes });
  if (json !== undefined) await writeText(json, everything);
  await writeReport(options, comparison, context);
  if ([json, html, out, summary, pdf, xlsx].every((file) => file === undefined)) process.stdout.write(everything);
}

async function readFrozenModels(file: string): Promise<FrozenModels> {
  const { text } = await readHashedText(file, "--apply");
  const read = readDocument({ file, text, schema: FrozenModels, code: "plan-invalid" });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return read.value;
}

function withExternal(comparison: Comparison, { table, plan }: ComparisonInput, frozen: FrozenModels): Comparison {
  const warnings: string[] = [...(comparison.warnings ?? [])];
  const outcome = codedOutcome(table, outcomesOf(plan)[0]!.outcome);
  const warn = (sentence: string) => warnings.push(sentence);
  return { ...comparison, external_validation: applyFrozenModels(frozen, { table, outcome, warn }), warnings };
}

async function versionOfSaydo(): Promise<string> {
  const text = await readFile(join(packageRoot(), "package.json"), "utf8");
  return JSON.parse(text).version;
}

async function writeText(path: string, text: string): Promise<void> {
  makeFolder(dirname(path));
  await writeNamed(path, text);
}
