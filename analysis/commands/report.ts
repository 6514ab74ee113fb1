import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { snakeCase } from "../../experiments/contract/columns.ts";
import type { AnotherModel, Multiverse } from "../../experiments/contract/multiverse.ts";
import type { AnalysisPlan, PlannedMeasure } from "../../experiments/contract/plan.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import { instancesOf } from "../../experiments/studyFile/flow.ts";
import { packageRoot } from "../../experiments/studyFile/packageRoot.ts";
import type { Comparison } from "../comparison/compareMeasures.ts";
import { comparedMeasures, primaryMeasures } from "../comparison/measure.ts";
import { type ComparisonInput, readComparisonInput } from "../load/comparisonInput.ts";
import { cellsOf } from "../load/dataTable.ts";
import { type ExportFolder, readExport } from "../load/exportFolder.ts";
import { measureLabels, reportContext } from "../load/reportContext.ts";
import { planDeviations } from "../planning/planDeviations.ts";
import type { ReportContextInput } from "../report/context.ts";
import { compareInThreads } from "./compare.ts";
import { contextOfPlan } from "./contextOfPlan.ts";
import { jsonText } from "./jsonText.ts";

/** The options of `saydo report` on an export folder. */
export type ReportCommand = {
  readonly dir: string;
  readonly html: string;
  readonly json?: string;
  readonly out?: string;
  readonly seed?: number;
  /** ISO moment printed in the report; passed in, never read from a clock here. */
  readonly madeAt: string;
};

const DEFAULT_SEED = 1;

/** Reports on an export by the study's own analysis plan. The plan is written beside the data as `plan.json`, so that
 *  `saydo compare --plan` gives the same numbers again. Throws a Problem when the export lacks something. */
export async function runReport(options: ReportCommand): Promise<Comparison> {
  const folder = await readExport(options.dir);
  const planFile = join(options.dir, "plan.json");
  await writeFile(planFile, jsonText(planOf(folder)));
  const input = await readComparisonInput(planFile);
  const comparison = await compareInThreads(input, {
    seed: options.seed ?? DEFAULT_SEED,
    version: await versionOfSaydo(),
  });
  const context = contextOf(folder, input, options);
  const { reportHtml } = await import("../report/reportHtml.tsx");
  await write(options.html, reportHtml(comparison, context));
  if (options.json !== undefined) await write(options.json, jsonText(comparison));
  if (options.out !== undefined) {
    const { writeReportFiles } = await import("../report/write.ts");
    await writeReportFiles(options.out, comparison, context);
  }
  return comparison;
}

/** The study's plan, with the table it is about and the reliability each measure showed. Several products make every
 *  participant a cluster of rows. */
function planOf(folder: ExportFolder): Readonly<Record<string, unknown>> {
  const { study, participants, reliabilities } = folder;
  const products = new Set(cellsOf(participants.table, "product"));
  return {
    data: participants.file,
    participant: "participant_id",
    ...(products.size > 1 ? { product: "product" } : {}),
    outcome_class: study.outcome.class,
    ...study.analysis,
    ...countedAfterSession(study.analysis),
    stated: completed(study.analysis.stated, { study, reliabilities: {} }),
    implicit: completed(study.analysis.implicit, { study, reliabilities }),
    ...multiverseOf(folder),
  };
}

// The export's outcomes are made of purchases in windows that begin at each session.
function countedAfterSession({ outcome, outcomes }: AnalysisPlan): Pick<AnalysisPlan, "outcome" | "outcomes"> {
  const dated = (one: PlannedOutcome): PlannedOutcome => (one.at === undefined ? { ...one, since: "session" } : one);
  return {
    ...(outcome === undefined ? {} : { outcome: dated(outcome) }),
    ...(outcomes === undefined ? {} : { outcomes: outcomes.map(dated) }),
  };
}

/** The study's multiverse with its trials; without one, the profiles its primary implicit measure can be scored by,
 *  beside the floors the plan leaves open. */
function multiverseOf({ study, dir }: ExportFolder): { readonly multiverse?: Multiverse } {
  const { analysis } = study;
  const score = primaryMeasures(analysis, comparedMeasures(analysis)).implicit?.column;
  const instance = instancesOf(study).find(({ instance: name }) => snakeCase(name) === score);
  if (instance === undefined) return analysis.multiverse === undefined ? {} : { multiverse: analysis.multiverse };
  const { measure } = instance;
  const trials = { file: join(dir, "trials.csv"), measure: measure.name, instance: instance.instance };
  if (analysis.multiverse !== undefined) return { multiverse: { trials, ...analysis.multiverse } };
  const profiles = Object.keys(measure.profiles);
  if (profiles.length < 2) return {};
  return {
    multiverse: {
      trials,
      scores: profiles.map((profile) => ({ profile, excluded: "dropped" })),
      ...openModels(analysis),
    },
  };
}

function openModels({ covariates, order }: AnalysisPlan): Pick<Multiverse, "models"> {
  const models: readonly AnotherModel[] = [
    ...(covariates.length > 0 ? (["without-covariates"] as const) : []),
    ...(order.length > 0 ? (["with-order"] as const) : []),
  ];
  return models.length === 0 ? {} : { models: [...models] };
}

/** Planned measures with what the study knows of them: a name for people, the reliability found when they were scored.
 *  What the plan says itself stays. */
function completed(
  planned: readonly PlannedMeasure[],
  { study, reliabilities }: Pick<ExportFolder, "study" | "reliabilities">,
): readonly PlannedMeasure[] {
  const labels = new Map(measureLabels(study).map(({ column, label }) => [column, label]));
  return planned.map((measure) => {
    const label = labels.get(measure.column);
    const reliability = measure.halves ? undefined : reliabilities[measure.column];
    return {
      ...(label === undefined ? {} : { label }),
      ...(reliability === undefined ? {} : { reliability }),
      ...measure,
    };
  });
}

function contextOf(folder: ExportFolder, { plan }: ComparisonInput, options: ReportCommand): ReportContextInput {
  const ofPlan = contextOfPlan(plan, { name: folder.study.id, madeAt: options.madeAt });
  const ofStudy = reportContext(folder, {
    madeAt: options.madeAt,
    command: `saydo report ${options.dir} --html ${options.html}`,
    primaryStated: ofPlan.primary?.stated,
  });
  return {
    ...ofPlan,
    ...ofStudy,
    design: { ...ofPlan.design, kind: plan.design.kind, deviations: planDeviations(folder.study) },
  };
}

async function versionOfSaydo(): Promise<string> {
  return JSON.parse(await readFile(join(packageRoot(), "package.json"), "utf8")).version;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, "utf8");
}
