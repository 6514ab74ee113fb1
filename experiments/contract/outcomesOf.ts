import { snakeCase } from "./columns.ts";
import type { Study } from "./study.ts";
import type { StudyOutcome } from "./studyOutcome.ts";
import { waveInstance } from "./wave.ts";

/** An outcome that is counted in records within a window. */
export type RecordedOutcome = StudyOutcome & { readonly days: readonly [number, number] };

/** What a study with `outcome` calls its only one. */
export const ONLY_OUTCOME = "bought";

/** The part of a study that says what is predicted. */
export type WithOutcome = Pick<Study, "outcome" | "outcomes">;

/** A study's outcomes in its own order. */
export function outcomesOf({ outcome, outcomes }: WithOutcome): readonly StudyOutcome[] {
  if (outcomes !== undefined) return outcomes;
  if (outcome === undefined) return [];
  const { fromDays, toDays, ...rest } = outcome;
  return [{ ...rest, id: ONLY_OUTCOME, days: [fromDays, toDays] }];
}

/** The instance that an outcome comes from; undefined where it is counted in records. */
export function sourceOf({ from, wave }: StudyOutcome): string | undefined {
  return from === undefined || wave === undefined ? from : waveInstance(from, wave);
}

/** The columns that an outcome has in outcomes.csv and participants.csv. */
export function outcomeColumns(id: string) {
  const name = snakeCase(id).replaceAll("-", "_");
  return {
    value: name,
    reason: `${name}_reason`,
    days: `${name}_days`,
    event: `${name}_event`,
    entry: `${name}_entry`,
    kept: `${name}_kept`,
  };
}

/** The column of a study's outcome with whether it happened, and the one with why that is not known. */
export function valueColumns(
  study: WithOutcome,
  { id }: StudyOutcome,
): { readonly value: string; readonly reason: string } {
  if (study.outcomes === undefined) return { value: ONLY_OUTCOME, reason: "outcome_reason" };
  const { value, reason } = outcomeColumns(id);
  return { value, reason };
}

/** Those that are counted in records. */
export function recordedOutcomes(study: WithOutcome): readonly RecordedOutcome[] {
  return outcomesOf(study).flatMap((one) => (one.days === undefined ? [] : [{ ...one, days: one.days }]));
}

/** The outcome that a report begins with: the first that is counted in records, else the first. Throws RangeError on a study
 *  without one. */
export function headlineOutcome(study: WithOutcome): StudyOutcome {
  const first = recordedOutcomes(study)[0] ?? outcomesOf(study)[0];
  if (first === undefined) throw new RangeError("the study has no outcome; check it before using it");
  return first;
}

/** Days after a session until the last window closes; 0 where no outcome is counted in records. */
export function lastOutcomeDay(study: WithOutcome): number {
  return recordedOutcomes(study).reduce((latest, { days: [, to] }) => Math.max(latest, to), 0);
}
