import { snakeCase } from "../../experiments/contract/columns.ts";
import { headlineOutcome, valueColumns } from "../../experiments/contract/outcomesOf.ts";
import { outcomeGaps } from "../../experiments/contract/purchase.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { StudyOutcome } from "../../experiments/contract/studyOutcome.ts";
import { textIn } from "../../experiments/contract/text.ts";
import { type Instance, instancesOfAll } from "../../experiments/studyFile/flow.ts";
import type { FlowStep, MeasureLabel, ReportContextInput, TimingBlock } from "../blocks/context.ts";
import { type Cell, cellsOf, type DataTable } from "./dataTable.ts";
import type { ExportFolder } from "./exportFolder.ts";
import { scoredMeasures } from "./scoringSummary.ts";
import { selectionRows } from "./selectionRows.ts";

const DAY_MS = 86_400_000;

/** What a yes on a measure says of a person, after "people who". */
const YES: Readonly<Record<string, string>> = {
  likelihoodToRecommend: "would recommend it",
  purchaseIntent: "said they would buy",
  purchaseProbability: "gave themselves at least 7 in 10",
};

/** What the report says beside the numbers, read from an export: who ran the study, who took part, who is missing and
 *  why, what counts as the outcome. `madeAt` is an ISO moment. */
export function reportContext(
  folder: ExportFolder,
  report: {
    readonly madeAt: string;
    readonly command: string;
    readonly primaryStated: string | undefined;
    /** How fast people were, block by block. */
    readonly timing: readonly TimingBlock[];
  },
): ReportContextInput {
  const { study, sessions } = folder;
  const language = reportLanguage(study);
  const { name, organisation, sponsor, conflicts } = study.researcher;
  const simulated = cells(sessions, "is_simulated").filter((value) => value === 1).length;
  const headline = headlineOutcome(study);
  const about = study.products.find(({ id }) => id === headline.product);
  const measures = measureLabels(study, language);
  const timed = new Set(measures.flatMap(({ column, kind }) => (kind === "implicit" ? [column] : [])));
  return {
    title: textIn(study.title, language),
    isSimulated: simulated > 0,
    simulatedPeople: { n: simulated, of: sessions.rows },
    researcher: [name, organisation].filter((part) => part !== undefined).join(", "),
    ...(sponsor === undefined ? {} : { sponsor }),
    ...(conflicts === undefined ? {} : { conflicts }),
    madeAt: report.madeAt,
    command: report.command,
    outcome: {
      class: headline.class,
      ...(about ? { product: textIn(about.name, language) } : {}),
      ...windowFacts(headline, sessions),
    },
    products: study.products.map(({ id, name: shown }) => ({ id, name: textIn(shown, language) })),
    measures,
    ...fieldFacts(study, sessions),
    flow: flowOf(folder),
    coverage: coverageOf(folder),
    exclusions: exclusionsOf(folder.scores),
    selection: selectionRows(folder, report.primaryStated),
    timing: report.timing.filter(({ column }) => timed.has(column)),
    scored: [...scoredMeasures(folder.scores, folder.scoring)],
  };
}

/** Reports are written in English; names come in it where the study has them. */
function reportLanguage(study: Study): string {
  return study.languages.includes("en") ? "en" : (study.languages[0] ?? "en");
}

/** A column's cells; an export without the column has none to tell of. */
function cells(table: DataTable, column: string): readonly Cell[] {
  return table.columns.has(column) ? cellsOf(table, column) : [];
}

function windowFacts({ days, returns }: StudyOutcome, sessions: DataTable) {
  if (days === undefined) return {};
  const [fromDays, toDays] = days;
  return { window: { fromDays, toDays }, until: lastDay(sessions, toDays), returns };
}

const RECRUITED: Readonly<Record<Study["recruitment"]["source"], string>> = {
  open: "an open link",
  personal: "personal links",
  singleUse: "single-use links",
  prolific: "Prolific",
  sona: "Sona",
  mturk: "Mechanical Turk",
};

/** When and how people took part, with what pointer and in which languages. */
function fieldFacts(study: Study, sessions: DataTable): Pick<ReportContextInput, "fielded"> {
  const starts = cells(sessions, "started_at").flatMap((cell) => (cell === null ? [] : [String(cell).slice(0, 10)]));
  const [from, until] = [starts.toSorted()[0], starts.toSorted().at(-1)];
  if (from === undefined || until === undefined) return {};
  const pointers = cells(sessions, "device_pointer").flatMap((cell) => (cell === null ? [] : [String(cell)]));
  const devices = Object.fromEntries(
    [...new Set(pointers)].map((pointer) => [pointer, pointers.filter((one) => one === pointer).length]),
  );
  const languages = [...new Set(cells(sessions, "language").flatMap((cell) => (cell === null ? [] : [String(cell)])))];
  return { fielded: { from, until, recruited: RECRUITED[study.recruitment.source], devices, languages } };
}

function lastDay(sessions: DataTable, toDays: number): string {
  const starts = cells(sessions, "started_at").flatMap((cell) => (cell === null ? [] : [Date.parse(String(cell))]));
  const latest = starts.reduce((last, start) => Math.max(last, start), Number.NEGATIVE_INFINITY);
  return new Date(latest + toDays * DAY_MS).toISOString().slice(0, 10);
}

/** What the report calls each measure of a study, one a column. */
export function measureLabels(study: Study, language = reportLanguage(study)): MeasureLabel[] {
  const byColumn = new Map<string, MeasureLabel>();
  for (const instance of instancesOfAll(study)) {
    const column = snakeCase(instance.instance).replaceAll("-", "_");
    if (!byColumn.has(column)) byColumn.set(column, measureLabel(instance, { column, language }));
  }
  return [...byColumn.values()];
}

function measureLabel(
  { instance, measure, parameters }: Instance,
  { column, language }: { readonly column: string; readonly language: string },
): MeasureLabel {
  const { trials, minutes } = measure.effort(parameters);
  const title = textIn(measure.title, language);
  const [lowest, highest] = measure.range;
  const yes = YES[measure.name];
  return {
    column,
    label: instance === measure.name ? title : `${title} (${instance})`,
    kind: measure.kind === "behavioural" ? "other" : measure.kind,
    ...(measure.kind === "stated" && lowest !== null && highest !== null ? { scale: [lowest, highest] } : {}),
    ...(yes === undefined ? {} : { yes }),
    minutes,
    trials,
  };
}

/** Started → consented → finished → outcome known. */
function flowOf(folder: ExportFolder): FlowStep[] {
  const { sessions } = folder;
  const present = (column: string) => cells(sessions, column).filter((cell) => cell !== null).length;
  const [started, consented, finished] = [sessions.rows, present("consented_at"), present("finished_at")];
  const { known, gaps } = outcomeCounts(folder);
  return [
    { step: "Started", n: started, left: [{ reason: "no consent", n: started - consented }] },
    { step: "Consented", n: consented, left: [{ reason: "did not finish", n: consented - finished }] },
    { step: "Finished", n: finished, left: [] },
    { step: "Outcome known", n: known, left: gaps },
  ].map((step) => ({ ...step, left: step.left.filter(({ n }) => n > 0) }));
}

function coverageOf(folder: ExportFolder): NonNullable<ReportContextInput["coverage"]> {
  const { known, gaps } = outcomeCounts(folder);
  return { observable: known, gaps: Object.fromEntries(gaps.map(({ reason, n }) => [reason, n])) };
}

/** Rows whose headline outcome is known, and why the others are not. Outcomes from records are counted in their own table,
 *  which has no rows of products they are not about. */
function outcomeCounts({ study, outcomes, participants }: ExportFolder) {
  const headline = headlineOutcome(study);
  const table = headline.days === undefined ? participants.table : outcomes;
  const { value, reason: why } = valueColumns(study, headline);
  const known = cells(table, value).filter((cell) => cell !== null).length;
  const gaps = outcomeGaps.map((reason) => ({ reason, n: count(table, why, reason) })).filter(({ n }) => n > 0);
  return { known, gaps };
}

function count(table: DataTable, column: string, wanted: string): number {
  return cells(table, column).filter((cell) => cell === wanted).length;
}

function exclusionsOf(scores: DataTable): NonNullable<ReportContextInput["exclusions"]> {
  const instances = cells(scores, "instance");
  const counts = new Map<string, { measure: string; reason: string; n: number }>();
  for (const [row, reason] of cells(scores, "excluded").entries()) {
    if (reason === null) continue;
    const measure = String(instances[row]);
    const key = `${measure} ${reason}`;
    counts.set(key, { measure, reason: String(reason), n: (counts.get(key)?.n ?? 0) + 1 });
  }
  return [...counts.values()];
}
