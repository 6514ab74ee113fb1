import { z } from "zod";
import { Side, sideOf } from "./sides.ts";

/** What every task that sorts to the left or right records of a response. Latencies in ms from the measured onset; null
 *  when the time ran out without a press. */
export const sortedTrial = {
  stimulus: z.string(),
  correctSide: Side,
  /** The side pressed first. */
  firstSide: Side.nullable(),
  /** Whether the first press was right. */
  isCorrect: z.boolean(),
  firstLatencyMs: z.number().min(0).nullable(),
  /** Onset to the press that ended the trial: the correct one where correction is required. */
  latencyMs: z.number().min(0).nullable(),
  /** Every press, in order. */
  presses: z.array(z.object({ side: Side, latencyMs: z.number().min(0) })),
};

/** The same where there is no limit to the time: every trial ends with a press. */
export const answeredTrial = {
  ...sortedTrial,
  firstSide: Side,
  firstLatencyMs: z.number().min(0),
  latencyMs: z.number().min(0),
};

type Presses = readonly { readonly choice: string; readonly latencyMs: number }[];

/** The record of one sorted stimulus from its presses. */
export function sortedFields(stimulus: string, correctSide: Side, presses: Presses) {
  const first = presses[0];
  return {
    stimulus,
    correctSide,
    firstSide: first ? sideOf(first.choice) : null,
    isCorrect: first?.choice === correctSide,
    firstLatencyMs: first?.latencyMs ?? null,
    latencyMs: presses.at(-1)?.latencyMs ?? null,
    presses: presses.map(({ choice, latencyMs }) => ({ side: sideOf(choice), latencyMs })),
  };
}

/** The same of a task that waits for the press. Throws RangeError when there was none. */
export function answeredFields(stimulus: string, correctSide: Side, presses: Presses) {
  const { firstSide, firstLatencyMs, latencyMs, ...fields } = sortedFields(stimulus, correctSide, presses);
  if (firstSide === null || firstLatencyMs === null || latencyMs === null)
    throw new RangeError("the task waits for a press");
  return { ...fields, firstSide, firstLatencyMs, latencyMs };
}
