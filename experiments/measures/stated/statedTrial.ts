import { z } from "zod";
import { TrialNumber } from "../../contract/trial.ts";

/** Why an item has no value although it was shown: the participant preferred not to answer, or it did not apply. */
export const missingAnswers = ["declined", "notApplicable"] as const;

/** What the browser records of every stated item beside TrialBody. `value` is the measure's own: what may be answered.
 *  Latencies in ms from the measured onset of the item, by the events' own times. */
export function statedTrial<Value extends z.ZodType>(value: Value) {
  return z.object({
    /** Order within this instance, from 0; an item asked again counts again. */
    trialIndex: TrialNumber,
    /** Stable id of the item: the measure's name, or `<measure>.<item>`. */
    item: z.string().min(1),
    value: value.nullable(),
    /** Set exactly when `value` is null. */
    missing: z.enum(missingAnswers).nullable(),
    /** Onset to the press that submitted the answer. */
    latencyMs: z.number().min(0),
    /** Onset to the first choice or keystroke; null when there was none. */
    firstLatencyMs: z.number().min(0).nullable(),
    /** Every choice in order, the first included; null = a choice taken back. A change of mind is each one after the
     *  first. */
    changes: z.array(z.object({ value: value.nullable(), latencyMs: z.number().min(0) })),
  });
}

/** A stated item answered on a rating scale, which is recorded with it. */
export function ratingTrial() {
  return statedTrial(z.int()).extend({ lowest: z.int(), highest: z.int() });
}
