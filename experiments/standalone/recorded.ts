import { stringify } from "csv-stringify/browser/esm/sync";
import type { JsPsych } from "jspsych";
import { cell, snakeCase } from "../contract/columns.ts";
import type { Measure, Score } from "../contract/measure.ts";
import type { TrialBody } from "../contract/trial.ts";
import { impliedProfile, profileNamed } from "../measures/impliedProfile.ts";
import { productRows } from "../measures/productRows.ts";
import type { ProductRows } from "../measures/sharedRows.ts";

/** A person's score about one product ("" = about none). */
export type StandaloneScore = { readonly instance: string; readonly product: string; readonly score: Score };
/** How to score: a profile of the measure's README, single settings on top of it. */
export type ScoreWish = { readonly profile?: string; readonly settings?: Readonly<Record<string, unknown>> };

type Collected = Pick<JsPsych, "data">;

/** What a measure has recorded so far, in order: one object a trial, its own fields beside those of every trial. */
export function recordedTrials(measure: Measure, { data }: Collected): readonly TrialBody[] {
  const rows: readonly { readonly body?: TrialBody }[] = data.get().values();
  return rows.flatMap(({ body }) => (body?.measure === measure.name ? [body] : []));
}

/** The same as the table `saydo score` reads: one row a trial, snake_case columns, an empty cell where nothing is known. */
export function trialsCsv(measure: Measure, jsPsych: Collected, participantId: string): string {
  const trials = recordedTrials(measure, jsPsych);
  const columns = [...new Set(trials.flatMap(Object.keys))];
  const rows = trials.map((trial) => [participantId, ...columns.map((column) => cell(trial[column]))]);
  return stringify([["participant_id", ...columns.map(snakeCase)], ...rows]);
}

/** One score for each instance and product recorded so far, in the order met. Throws RangeError for a profile or a
 *  setting the measure does not have. */
export function scoreRecorded(measure: Measure, jsPsych: Collected, wish: ScoreWish = {}): readonly StandaloneScore[] {
  const groups = productRows(measure, recordedTrials(measure, jsPsych));
  const settings = settingsFor(measure, groups, wish);
  return groups.map(({ instance, product, rows }) => ({ instance, product, score: measure.score(rows, settings) }));
}

function settingsFor(measure: Measure, groups: readonly ProductRows[], { profile, settings }: ScoreWish) {
  const rows = groups.flatMap((group) => group.rows);
  const base = profile === undefined ? impliedProfile(measure, rows).settings : profileNamed(measure, profile);
  if (base === undefined) {
    const known = Object.keys(measure.profiles).join(", ") || "none";
    throw new RangeError(`${measure.name} has no scoring profile "${profile}"; it has: ${known}`);
  }
  const parsed = measure.settings.strict().safeParse({ ...base, ...settings });
  if (!parsed.success) throw new RangeError(`${measure.name}: ${parsed.error.message}`);
  return parsed.data;
}
