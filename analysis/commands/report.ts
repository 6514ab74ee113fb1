import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { packageRoot } from "../../experiments/studyFile/packageRoot.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import { type TableFlags, tableFlagsOf } from "../../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import type { ReportContextInput, TimingBlock } from "../blocks/context.ts";
import { type ComparisonInput, comparisonInputOf } from "../data/comparisonInput.ts";
import { type ExportFolder, readExport } from "../data/exportFolder.ts";
import { hashedText } from "../data/readFile.ts";
import { reportContext } from "../data/reportContext.ts";
import { readTiming, type TimingCounter, timingCounter } from "../data/timing.ts";
import type { Comparison } from "../findings/comparison.ts";
import { smallestCellOfEmployees } from "../findings/disclosure.ts";
import { planDeviations } from "../plan/planDeviations.ts";
import { publicComparison } from "../report/publicComparison.ts";
import { commandOf } from "./commandOf.ts";
import { compareInThreads } from "./compare.ts";
import { contextOfPlan } from "./contextOfPlan.ts";
import { exportPlan } from "./exportPlan.ts";
import { jsonText } from "./jsonText.ts";
import { type ReportOutputs, writeReport } from "./writeReport.ts";

/** The options of `saydo report` on an export folder. */
export type ReportCommand = ReportOutputs &
  TableFlags & {
    readonly dir: string;
    readonly json?: string;
    /** What the user typed for the study: its id or the export folder; the folder read where it is absent. */
    readonly study?: string;
    readonly seed?: number;
    /** Goes on where a table is not as the manifest says, and says so; the flags of tables say how such a table is written. */
    readonly changed?: boolean;
    /** ISO moment printed in the report; passed in, never read from a clock here. */
    readonly madeAt: string;
  };

const DEFAULT_SEED = 1;

/** Reports on an export by the study's own analysis plan, and writes nothing into the folder that it reads. The plan goes into the
 *  folder `out`, where there is one, as `plan.json`, so that `saydo compare --plan` gives the same numbers again. Throws a Problem
 *  when the export lacks something. */
export async function runReport(options: ReportCommand): Promise<Comparison> {
  const changed = options.changed === true ? "allowed" : "refused";
  const folder = await readExport(options.dir, { changed, flags: tableFlagsOf(options) });
  const text = jsonText(exportPlan(folder));
  const planFile = join(options.out ?? options.dir, options.out === undefined ? "study.json" : "plan.json");
  if (options.out !== undefined) await write(planFile, text);
  const flags = folder.tables.flagsOf("trials.csv");
  const counter = timingCounter(flags);
  const trials = { file: join(options.dir, "trials.csv"), beside: [counter.asker], flags };
  const input = await comparisonInputOf(
    { planFile, ...hashedText(text) },
    folder.tables.flagsOf("participants.csv"),
    trials,
  );
  const timing = await timingOf(folder, input, counter);
  const comparison = await compareInThreads(
    { ...input, notices: [...folder.earlyLooks, ...folder.changes, ...folder.leftOut, ...input.notices] },
    {
      seed: options.seed ?? DEFAULT_SEED,
      version: await versionOfSaydo(),
    },
  );
  const context = contextOf(folder, input, { ...options, timing });
  const notes = [...new Set([...folder.notes, ...input.notes.map((note) => `participants.csv: ${note}`)])];
  tellNotes(options.dir, notes);
  await writeReport(options, comparison, context);
  if (options.json !== undefined) {
    await write(options.json, jsonText({ ...publicComparison(comparison, context), notes }));
  }
  return comparison;
}

/** Trials are read once: for the multiverse where it is made from them, else for their timing alone. */
async function timingOf(
  { tables }: ExportFolder,
  { trials }: ComparisonInput,
  counter: TimingCounter,
): Promise<readonly TimingBlock[]> {
  if (trials?.file !== join(tables.dir, "trials.csv")) return await readTiming(tables);
  tables.check("trials.csv", { rows: trials.records, sha256: trials.sha256 });
  return counter.blocks();
}

function contextOf(
  folder: ExportFolder,
  { plan }: ComparisonInput,
  options: ReportCommand & { readonly timing: readonly TimingBlock[] },
): ReportContextInput {
  const ofPlan = contextOfPlan(plan, { name: folder.study.id, madeAt: options.madeAt });
  const reading = folder.notes.length === 0 ? [] : [{ file: options.dir, notes: [...folder.notes] }];
  const ofStudy = reportContext(folder, {
    madeAt: options.madeAt,
    timing: options.timing,
    command: commandOf("report", [options.study ?? options.dir], options),
    primaryStated: ofPlan.primary?.stated,
  });
  const { sources = [], assumed_coverage: shares = [] } = plan;
  return {
    ...ofPlan,
    ...ofStudy,
    reading,
    ...(folder.study.consent.employees ? { smallestCell: smallestCellOfEmployees(ofPlan.smallestCell) } : {}),
    ...(ofStudy.outcome ? { outcome: { ...ofStudy.outcome, ...ofPlan.outcome } } : {}),
    ...(ofStudy.coverage
      ? { coverage: { ...ofStudy.coverage, sources, ...(shares.length === 1 ? { assumedShare: shares[0] } : {}) } }
      : {}),
    design: { ...ofPlan.design, kind: plan.design.kind, deviations: planDeviations(folder.study) },
  };
}

async function versionOfSaydo(): Promise<string> {
  return JSON.parse(await readFile(join(packageRoot(), "package.json"), "utf8")).version;
}

async function write(path: string, text: string): Promise<void> {
  makeFolder(dirname(path));
  await writeNamed(path, text);
}
