import { snakeCase } from "../../../experiments/contract/columns.ts";
import { outcomeColumns } from "../../../experiments/contract/outcomesOf.ts";
import { outcomeGaps } from "../../../experiments/contract/purchase.ts";
import type { StudyOutcome } from "../../../experiments/contract/studyOutcome.ts";
import { textIn } from "../../../experiments/contract/text.ts";
import { type WaveStep, waveStepColumn, waveSteps } from "../../../experiments/contract/waveSteps.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { furtherColumn, tableColumns } from "./tableColumns.ts";
import { type Known, trialColumns } from "./trialColumns.ts";

import { factorColumn, fastColumn, isPressure, speedColumns } from "./wideTable.ts";

/** What a column holds, for whoever opens the export without having run the study. */
export type CodebookLine = {
  readonly file: string;
  readonly column: string;
  readonly meaning: string;
  readonly values: string;
  readonly source: string;
};

const known: Readonly<Record<string, Known>> = {
  ...tableColumns,
  ...trialColumns,
  participant_id: ["The person; Saydo's own random id", "UUID"],
  session_id: ["The visit", "UUID"],
  product: ["The product judged; in a timed task the focal one", "id in study.json"],
  instance: ["Which occurrence of the measure", "name in study.json"],
  measure: ["The measure", "name"],
  is_simulated: ["Whether nobody sat there", "1 yes, 0 no"],
  minutes: ["From starting to finishing the study", "minutes"],
  asked_stated: ["Whether this arm was asked the stated part", "1 yes, 0 no"],
  asked_implicit: ["Whether this arm was given the implicit part", "1 yes, 0 no"],
  bought: ["Whether the outcome happened in its window", "1 yes, 0 no, empty = not known"],
  outcome_reason: ["Why the outcome is not known", outcomeGaps.join(", ")],
  score: ["The measure's score; kept for excluded people where one exists", "number, empty = none"],
  excluded: ["Why the score does not count", "reason, empty = it counts"],
  trials_used: ["Trials that entered the score", "count"],
  seq: ["Order in which the session's trials were sent", "from 0"],
  trial_index: ["Order within the task", "from 0"],
  block_index: ["Block of the task", "from 0"],
  shown_at_ms: ["When it was drawn, since the page opened", "ms"],
  rendered_at_ms: ["When the browser reports it on the screen, since the page opened", "ms, rounded by the browser"],
  latency_ms: ["Onset to the response that ended the trial", "ms"],
  first_latency_ms: ["Onset to the first response", "ms"],
  is_correct: ["Whether the first response was right", "1 yes, 0 no"],
  input_modality: ["What the response was made with", "keyboard, mouse, touch"],
  refresh_rate_hz: ["Screen refresh rate as estimated", "Hz, empty = not known"],
  ground: ["The colour behind the stimulus of a timed task", "CSS colour"],
  page_translated: ["Whether the browser had translated the page", "1 yes, empty no"],
  visibility_lost: ["Whether the page was hidden during the trial", "1 yes, 0 no"],
  preset: ["Name of the measure's default parameters", "id"],
  parameters_hash: ["Fingerprint of the parameters in use", "64-bit FNV-1a"],
  rt: ["Latency as jsPsych counts it", "whole ms"],
  item: ["The question", "id"],
  value: ["The answer", "as the item offers, empty = none"],
};

const everywhere: ReadonlyMap<string, Known> = new Map(Object.entries(known));

/** The parts of a study that give columns names of its own. */
export type Described = {
  readonly instances: readonly { readonly instance: string; readonly measure: string }[];
  readonly factors: readonly string[];
  readonly outcomes?: readonly StudyOutcome[];
  readonly waves?: readonly string[];
};

/** One line a column of every table of an export. Scores carry their measure's first source. */
export function codebook(
  tables: Readonly<Record<string, readonly string[]>>,
  { instances, factors, outcomes = [], waves = [] }: Described,
): readonly CodebookLine[] {
  const own = new Map([...instances.flatMap(scoreLines), ...factors.flatMap(factorLines), ...waves.flatMap(waveLines)]);
  const ofOutcomes = new Map(outcomes.flatMap(outcomeLines));
  return Object.entries(tables).flatMap(([file, columns]) =>
    columns.map((column) => {
      const [meaning, values] = everywhere.get(column) ?? furtherColumn(file, column);
      const special =
        file === "participants.csv" ? (own.get(column) ?? ofOutcomes.get(column)) : ofOutcomes.get(column);
      return { file, column, meaning, values, source: "", ...special };
    }),
  );
}

type Line = Pick<CodebookLine, "meaning" | "values" | "source">;

function scoreLines({ instance, measure: name }: { readonly instance: string; readonly measure: string }) {
  const measure = measureNamed(name);
  const column = snakeCase(instance).replaceAll("-", "_");
  const title = measure ? textIn(measure.title, "en") : name;
  const [lowest, highest] = measure?.range ?? [null, null];
  const values = `number from ${lowest ?? "−∞"} to ${highest ?? "∞"}, empty = none that counts`;
  const source = measure?.sources[0].citation ?? "";
  const score: Line = { meaning: `Score of ${title} (${name})`, values, source };
  const excluded: Line = { meaning: `Why ${column} is empty`, values: "reason", source: "" };
  return [[column, score] as const, [`${column}_excluded`, excluded] as const, ...speedLines(instance)];
}

function speedLines(instance: string): readonly (readonly [string, Line])[] {
  const { ms, firstMs, changes, speed } = speedColumns(instance);
  const told = (meaning: string, values: string): Line => ({ meaning, values, source: "" });
  return [
    [ms, told("Mean time its answers took, shown to submitted; none while the page was hidden", "ms")],
    [firstMs, told("Mean time to the first choice", "ms")],
    [changes, told("Changes of mind: choices after the first of an item", "count")],
    [
      speed,
      told(
        "Minus the mean log latency left after the person's own mean and the item's: above 0 is faster",
        "number, empty = under four timed answers or a single person",
      ),
    ],
  ];
}

function outcomeLines({ id, class: kind }: StudyOutcome): readonly (readonly [string, Line])[] {
  const { value, reason, days, event, entry, kept } = outcomeColumns(id);
  const told = (meaning: string, values: string): Line => ({ meaning, values, source: "" });
  return [
    [value, told(`Whether ${id} happened (${kind})`, "1 yes, 0 no, empty = not known")],
    [reason, told(`Why ${value} is not known`, outcomeGaps.join(", "))],
    [days, told(`From the session's end to ${id}, or to the end of the watching where it was not seen`, "days")],
    [event, told(`Whether the days end with ${id}`, "1 yes, 0 still watched without it")],
    [entry, told("From when on the person was watched; later than the session where the records begin late", "days")],
    [kept, told("One minus the chance of winning a product in the study: rows count 1 / this", "above 0, up to 1")],
    [`${value}_window_from`, told("After this moment it counts", "ISO 8601")],
    [`${value}_window_until`, told("Up to and with this moment it counts", "ISO 8601")],
    [`${value}_events`, told("Events that counted", "count, empty = not known")],
  ];
}

const stepMeanings: Readonly<Record<WaveStep, string>> = {
  invited: "Whether the person stood in a list of people to ask for",
  opened: "Whether the person opened the link to",
  started: "Whether the person started",
  finished: "Whether the person finished",
  late: "Whether the person came after the end of",
  refused: "Whether the person said no to",
};

function waveLines(wave: string): readonly (readonly [string, Line])[] {
  return waveSteps.map((step) => [
    waveStepColumn(wave, step),
    {
      meaning: `${stepMeanings[step]} ${wave}`,
      values: "1 yes, 0 no, empty = the first session is not finished",
      source: "",
    },
  ]);
}

function factorLines(factor: string): readonly (readonly [string, Line])[] {
  const fast = { meaning: "Whether the person was drawn to choose fast", values: "1 yes, 0 no", source: "" };
  return [
    [factorColumn(factor), { meaning: `Level drawn for ${factor}`, values: "level", source: "" }],
    ...(isPressure(factor) ? [[fastColumn(factor), fast] as const] : []),
  ];
}
