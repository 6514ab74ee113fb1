import { Problem } from "../../experiments/contract/problem.ts";
import { measureNamed, measureNames } from "../../experiments/measures/registry.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import { readTrials } from "../data/readTrials.ts";
import { scoresTable } from "../data/scoring/scoresTable.ts";
import { scoreTable, type TableSummary } from "../data/scoring/scoreTable.ts";
import type { TrialGroup } from "../data/scoring/trialTable.ts";

/** `saydo score`. */
export type ScoreCommand = TableFlags & {
  readonly measure: string;
  /** Trial table to read. */
  readonly in: string;
  /** scores.csv to write. */
  readonly out: string;
  /** summary.json to write. */
  readonly json?: string | undefined;
  readonly profile?: string | undefined;
  /** Single settings, as typed. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly splits?: number | undefined;
  readonly seed?: number | undefined;
};

/** Random splits unless the command says otherwise. */
export const DEFAULT_SPLITS = 5000;
export const DEFAULT_SEED = 1;

/** Scores a trial table: writes scores.csv, and summary.json when asked; returns the summary. Throws a Problem for an
 *  unknown measure, profile or setting, for a file that is not there, and for every cell that cannot be read. */
export async function runScore(options: ScoreCommand): Promise<TableSummary> {
  const measure = measureNamed(options.measure);
  if (!measure) {
    const expected = measureNames.join(", ");
    throw new Problem({
      code: "measure-unknown",
      detail: `There is no measure "${options.measure}".`,
      expected,
      found: options.measure,
    });
  }
  const origin = fileOrigin(options.in, "--in");
  const { groups, notes, profile: usual } = await readTrials(measure, origin, { flags: options, isStored: false });
  tellNotes(options.in, notes);
  const { splits = DEFAULT_SPLITS, seed = DEFAULT_SEED, profile = usual, set } = options;
  const { scored, summary } = scoreTable(measure, groups, { splits, seed, profile, set });
  const isAnswered = scored.some(({ score }) => score.excluded !== "no-trials");
  if (measure.kind === "stated" && scored.length > 0 && !isAnswered) throw noAnswers(options, groups);
  await writeNamed(options.out, scoresTable(scored));
  if (options.json !== undefined) await writeNamed(options.json, `${JSON.stringify({ ...summary, notes }, null, 2)}\n`);
  return summary;
}

const ITEMS_SHOWN = 10;

function noAnswers({ in: file, measure }: ScoreCommand, groups: readonly TrialGroup[]): Problem {
  const items = new Set<string>();
  for (const group of groups) {
    for (const { item } of group.rows) if (items.size < ITEMS_SHOWN) items.add(String(item));
  }
  return new Problem({
    code: "table-invalid",
    file,
    path: "item",
    detail: `No answer in the table is one to ${measure}.`,
    expected: `items named ${measure} or ${measure}.…, as its README says`,
    found: [...items].join(", "),
    todo: `Say which item the answers are of, such as --given item=${measure}; of a survey with one row a person, such as --map ${measure}=COLUMN.`,
  });
}
