import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Measure, Score } from "../../experiments/contract/measure.ts";
import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { measureNamed, measureNames } from "../../experiments/measures/registry.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { comparedMeasures, primaryMeasures } from "../plan/measure.ts";
import { type Cell, cellsOf, type DataTable, withColumn } from "./dataTable.ts";
import { type ProfileScore, profileColumn } from "./profileColumn.ts";
import { type Beside, type StoredTrials, withStoredTrials } from "./readStoredTrials.ts";
import { readTrials } from "./readTrials.ts";
import { scoreByProfiles } from "./scoring/scoreByProfiles.ts";
import { counts } from "./scoring/scoreEveryone.ts";
import type { TrialGroup } from "./scoring/trialTable.ts";

/** A table with the scores of other profiles, and the trials they were made from (null when none were). */
export type ProfiledTable = { readonly table: DataTable; readonly trials: TrialsRead | null };

/** A file of trials that was read: its SHA-256 and its rows. */
export type TrialsRead = { readonly file: string; readonly sha256: string; readonly records: number };

/** An export's own table of trials, who else reads it at the same time and how it is written. */
export type OwnTrials = Beside & { readonly file: string };

/** Adds a column for every profile the plan's multiverse names, scored from its trials; a row whose person (and product)
 *  has no such score is missing. Unchanged when there are none. Throws a Problem for an unknown measure, profile or
 *  setting and for trials that cannot be read. */
export async function withProfileScores(
  table: DataTable,
  plan: AnalysisPlan,
  { planFile, own }: { readonly planFile: string; readonly own?: OwnTrials | undefined },
): Promise<ProfiledTable> {
  const profiles = (plan.multiverse?.scores ?? []).flatMap((score) => ("profile" in score ? [score] : []));
  const trials = plan.multiverse?.trials;
  const score = primaryMeasures(plan, comparedMeasures(plan)).implicit?.column;
  if (profiles.length === 0 || trials === undefined || score === undefined) {
    return { table, trials: null };
  }
  const measure = measureNamed(trials.measure);
  if (measure === undefined) {
    throw new Problem({
      code: "measure-unknown",
      detail: `There is no measure "${trials.measure}".`,
      file: planFile,
      path: "multiverse.trials.measure",
      expected: measureNames.join(", "),
      found: trials.measure,
    });
  }
  return await withTrials({ measure, file: trials.file, planFile, own }, (read) => {
    const groups = read.groups.filter(({ instance }) => trials.instance === undefined || instance === trials.instance);
    const facts = { sha256: read.sha256, records: read.records };
    const rowOf = groupsOfRows(table, plan, groups);
    const columns = scoreByProfiles(measure, groups, profiles);
    const scored = profiles.reduce((so, profile, at) => {
      const scores = columns[at] ?? [];
      const cells = Array.from(rowOf, (group): Cell => (group < 0 ? null : scoreThat(scores[group], profile)));
      return withColumn(so, profileColumn(score, profile), cells);
    }, table);
    return { table: scored, trials: { file: trials.file, ...facts } };
  });
}

type Asked = {
  readonly measure: Measure;
  readonly file: string;
  readonly planFile: string;
  readonly own: OwnTrials | undefined;
};

/** An export's own trials are read for everybody at once. */
async function withTrials<T>({ measure, file, planFile, own }: Asked, work: (trials: StoredTrials) => T): Promise<T> {
  const origin = fileOrigin(file, planFile);
  if (own?.file === file) {
    return await withStoredTrials([measure], { ...own, origin }, ([read]) => {
      if (read === undefined) throw new RangeError("a measure that was asked for is read");
      return work(read);
    });
  }
  // In the folder of an export nobody can correct a row.
  const isStored = existsSync(join(dirname(file), "manifest.json"));
  return work({ records: 0, ...(await readTrials(measure, origin, { flags: {}, isStored })) });
}

/** Of each row of the table, the group of trials its score is made from; −1 where there is none, or more than one. */
function groupsOfRows(
  table: DataTable,
  { participant, product }: AnalysisPlan,
  groups: readonly TrialGroup[],
): Int32Array {
  const known = new Map<string, number>();
  for (const [at, group] of groups.entries()) {
    const key = keyOf({ participantId: group.participantId, product: product === undefined ? "" : group.product });
    // Two scores of one row cannot both be its score.
    known.set(key, known.has(key) ? -1 : at);
  }
  const persons = participant === undefined ? null : cellsOf(table, participant);
  const products = product === undefined ? null : cellsOf(table, product);
  const groupOf = (key: Pick<TrialGroup, "participantId" | "product">) => known.get(keyOf(key)) ?? -1;
  return Int32Array.from({ length: table.rows }, (_, row) => {
    const participantId = String(persons?.[row] ?? "");
    const own = groupOf({ participantId, product: String(products?.[row] ?? "") });
    // A score about no product stands in all rows of its participant.
    return own >= 0 ? own : groupOf({ participantId, product: "" });
  });
}

function keyOf({ participantId, product }: Pick<TrialGroup, "participantId" | "product">): string {
  return JSON.stringify([participantId, product]);
}

function scoreThat(score: Score | undefined, { excluded }: ProfileScore): number | null {
  if (score === undefined) return null;
  return excluded === "kept" || counts({ score }) ? score.value : null;
}
