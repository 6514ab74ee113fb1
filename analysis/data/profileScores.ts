import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { measureNamed, measureNames } from "../../experiments/measures/registry.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { comparedMeasures, primaryMeasures } from "../plan/measure.ts";
import { type Cell, cellsOf, type DataTable, withColumn } from "./dataTable.ts";
import { type ProfileScore, profileColumn } from "./profileColumn.ts";
import { readTrials } from "./readTrials.ts";
import { counts, type Scored } from "./scoring/scoreEveryone.ts";
import { scoreTable } from "./scoring/scoreTable.ts";
import type { TrialGroup } from "./scoring/trialTable.ts";

/** A table with the scores of other profiles, and the SHA-256 of the trials they were made from (null when none were). */
export type ProfiledTable = { readonly table: DataTable; readonly trials_sha256: string | null };

/** Adds a column for every profile the plan's multiverse names, scored from its trials; a row whose person (and product)
 *  has no such score is missing. Unchanged when there are none. Throws a Problem for an unknown measure, profile or
 *  setting and for trials that cannot be read. */
export async function withProfileScores(
  table: DataTable,
  plan: AnalysisPlan,
  planFile: string,
): Promise<ProfiledTable> {
  const profiles = (plan.multiverse?.scores ?? []).flatMap((score) => ("profile" in score ? [score] : []));
  const trials = plan.multiverse?.trials;
  const score = primaryMeasures(plan, comparedMeasures(plan)).implicit?.column;
  if (profiles.length === 0 || trials === undefined || score === undefined) {
    return { table, trials_sha256: null };
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
  // In the folder of an export nobody can correct a row.
  const isStored = existsSync(join(dirname(trials.file), "manifest.json"));
  const read = await readTrials(measure, fileOrigin(trials.file, planFile), { flags: {}, isStored });
  const groups = read.groups.filter(({ instance }) => trials.instance === undefined || instance === trials.instance);
  const scored = profiles.reduce((so, profile) => {
    const options = { profile: profile.profile, set: profile.set, splits: 0, seed: 0 };
    const { scored: people } = scoreTable(measure, groups, options);
    return withColumn(so, profileColumn(score, profile), scoresOfRows(so, plan, { scored: people, profile }));
  }, table);
  return { table: scored, trials_sha256: read.sha256 };
}

function scoresOfRows(
  table: DataTable,
  { participant, product }: AnalysisPlan,
  { scored, profile }: { readonly scored: readonly Scored[]; readonly profile: ProfileScore },
): readonly Cell[] {
  const isByProduct = product !== undefined;
  const groups = new Map<string, Scored[]>();
  for (const one of scored) {
    const key = keyOf({ participantId: one.participantId, product: isByProduct ? one.product : "" });
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  // Two scores of one row cannot both be its score.
  const only = (key: string) => (groups.get(key)?.length === 1 ? groups.get(key)?.[0] : undefined);
  const persons = participant === undefined ? null : cellsOf(table, participant);
  const products = product === undefined ? null : cellsOf(table, product);
  return Array.from({ length: table.rows }, (_, row) => {
    const participantId = String(persons?.[row] ?? "");
    const own = only(keyOf({ participantId, product: String(products?.[row] ?? "") }));
    // A score about no product stands in all rows of its participant.
    const one = own ?? only(keyOf({ participantId, product: "" }));
    return one === undefined ? null : scoreThat(one, profile);
  });
}

function keyOf({ participantId, product }: Pick<TrialGroup, "participantId" | "product">): string {
  return JSON.stringify([participantId, product]);
}

function scoreThat(one: Scored, { excluded }: ProfileScore): number | null {
  return excluded === "kept" || counts(one) ? one.score.value : null;
}
