import { existsSync } from "node:fs";
import { join } from "node:path";
import { snakeCase } from "../../experiments/contract/columns.ts";
import type { AnotherModel, Multiverse } from "../../experiments/contract/multiverse.ts";
import { headlineOutcome, outcomeColumns, outcomesOf } from "../../experiments/contract/outcomesOf.ts";
import type { AnalysisPlan, PlannedMeasure } from "../../experiments/contract/plan.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { StudyOutcome } from "../../experiments/contract/studyOutcome.ts";
import { type Treatments, treatmentFactor } from "../../experiments/contract/treatment.ts";
import { instancesOf } from "../../experiments/studyFile/flow.ts";
import { cellsOf } from "../data/dataTable.ts";
import type { ExportFolder } from "../data/exportFolder.ts";
import { measureLabels } from "../data/reportContext.ts";
import { factorColumn } from "../data/scoring/wideTable.ts";
import { comparedMeasures, primaryMeasures } from "../plan/measure.ts";

/** The study's plan, with the table it is about and the reliability each measure showed. Several products make every
 *  participant a cluster of rows. */
export function exportPlan(folder: ExportFolder): Readonly<Record<string, unknown>> {
  const { study, participants, reliabilities } = folder;
  const products = new Set(cellsOf(participants.table, "product"));
  return {
    data: participants.file,
    participant: "participant_id",
    ...(products.size > 1 ? { product: "product" } : {}),
    outcome_class: headlineOutcome(study).class,
    ...study.analysis,
    ...countedAfterSession(study),
    stated: completed(study.analysis.stated, { study, reliabilities: {} }),
    ...treatmentsOf(study),
    ...wavesOf(study),
    ...choicesOf(folder),
    ...keptWeights(folder),
    implicit: completed(study.analysis.implicit, { study, reliabilities }),
    ...multiverseOf(folder),
  };
}

/** What people did, in words, where it was no purchase. */
const WORDS: Readonly<Partial<Record<StudyOutcome["kind"], NonNullable<PlannedOutcome["words"]>>>> = {
  return: { did: "returned it", doers: "people who returned it", others: "people who kept it" },
  complaint: { did: "complained", doers: "people who complained", others: "people who did not" },
  referral: { did: "referred somebody", doers: "people who referred somebody", others: "people who did not" },
  churn: { did: "left", doers: "people who left", others: "people who stayed" },
  visit: { did: "visited", doers: "visitors", others: "people who did not visit" },
};

// The export's outcomes are made of purchases in windows that begin at each session.
function countedAfterSession(study: Study): Pick<AnalysisPlan, "outcome" | "outcomes"> {
  const { outcome, outcomes } = study.analysis;
  const dated = (one: PlannedOutcome): PlannedOutcome => {
    const { kind, days, class: known } = studyOutcomeOf(study, one.column);
    const words = WORDS[kind];
    return {
      ...(one.at === undefined && days !== undefined ? { since: "session" } : {}),
      ...(study.outcomes === undefined ? {} : { class: known }),
      ...(words === undefined ? {} : { words }),
      ...one,
    };
  };
  return {
    ...(outcome === undefined ? {} : { outcome: dated(outcome) }),
    ...(outcomes === undefined ? {} : { outcomes: outcomes.map(dated) }),
  };
}

/** Where a paid choice took people out of the outcome, everyone else counts by one over the chance of that (`<id>_kept`); beside
 *  a weight of the plan, by both. */
function keptWeights({
  study,
  participants: { table },
}: ExportFolder): Pick<AnalysisPlan, "weight" | "derive"> | object {
  const { outcome, outcomes = [], weight, derive } = study.analysis;
  const columns = [...(outcome === undefined ? [] : [outcome]), ...outcomes].map(({ column }) => `${column}_kept`);
  const kept = columns.find((name) => table.columns.has(name) && cellsOf(table, name).some((cell) => isBelowOne(cell)));
  if (kept === undefined) return {};
  const name = `${kept}_weight`;
  return { weight: name, derive: { ...derive, [name]: `${weight ?? 1} / ${kept}` } };
}

function isBelowOne(cell: string | number | null): boolean {
  return typeof cell === "number" && cell < 1;
}

/** The study's treatments with their levels in its own order, and the exposure that showed each. */
function treatmentsOf(study: Study): Pick<AnalysisPlan, "treatments"> {
  const levels = Object.entries(study.treatments ?? {});
  if (levels.length === 0 || study.analysis.treatments !== undefined) return {};
  const shown = instancesOf(study).filter(({ measure }) => measure.part === "exposure");
  return {
    treatments: levels.map(([name, named]) => {
      const exposure = shown.find(({ parameters }) => parameters["treatment"] === name);
      return {
        column: factorColumn(treatmentFactor(name)),
        levels: orderedLevels(named),
        ...(exposure === undefined ? {} : { seen: snakeCase(exposure.instance).replaceAll("-", "_") }),
      };
    }),
  };
}

/** The export's own choices, where people were asked to choose and anybody did. */
function choicesOf({ study, dir }: ExportFolder): Pick<AnalysisPlan, "choices"> {
  const asks = instancesOf(study).some(({ measure }) => measure.name === "realChoice");
  const file = join(dir, "choices.csv");
  if (!asks || study.analysis.choices !== undefined || !existsSync(file)) return {};
  return { choices: { file } };
}

function wavesOf({ waves = [], analysis }: Study): Pick<AnalysisPlan, "waves"> {
  return waves.length === 0 || analysis.waves !== undefined ? {} : { waves: waves.map(({ id }) => id) };
}

/** Levels from the lowest value to the highest where all have one, else by name: a stored study does not keep their order. */
function orderedLevels(levels: Treatments[string]): string[] {
  const values = Object.entries(levels).map(([name, { value }]) => ({ name, value }));
  const worth = ({ value }: (typeof values)[number]) => (typeof value === "number" ? value : 0);
  const areNumbers = values.every(({ value }) => typeof value === "number");
  const sorted = areNumbers
    ? values.sort((a, b) => worth(a) - worth(b))
    : values.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map(({ name }) => name);
}

/** The study's outcome that a planned column holds; its headline one where the column is made of others. */
function studyOutcomeOf(study: Study, column: string): StudyOutcome {
  const own = outcomesOf(study).find(({ id }) => outcomeColumns(id).value === column);
  return own ?? headlineOutcome(study);
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
  const models: AnotherModel[] = [
    ...(covariates.length > 0 ? (["without-covariates"] as const) : []),
    ...(order.length > 0 ? (["with-order"] as const) : []),
    "inverse-probability-weighted",
  ];
  return { models };
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
