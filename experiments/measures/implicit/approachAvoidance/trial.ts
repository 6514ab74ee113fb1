import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, optionalLatencyCell } from "../cells.ts";

export const AatTarget = z.enum(["focal", "comparison"]);
export type AatTarget = z.infer<typeof AatTarget>;
export const Action = z.enum(["approach", "avoid"]);
export type Action = z.infer<typeof Action>;
export const Format = z.enum(["portrait", "landscape"]);
export type Format = z.infer<typeof Format>;

/** What the browser records of one trial. Latencies in ms from the measured onset. */
export const AatTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  blockKind: z.enum(["practice", "test"]),
  /** Null in practice, where plain frames are moved. */
  target: AatTarget.nullable(),
  stimulus: z.string(),
  /** The shape of the frame, which says what to do. */
  format: Format,
  /** What was asked: pull nearer or push away. */
  action: Action,
  firstAction: Action,
  isCorrect: z.boolean(),
  firstLatencyMs: z.number().min(0),
  /** To the movement that was right. */
  latencyMs: z.number().min(0),
  presses: z.array(z.object({ action: Action, latencyMs: z.number().min(0) })).min(1),
});
export type AatTrial = z.infer<typeof AatTrial>;

/** One row of a trial table of the AAT (formats.md, section 2). */
export const AatRow = z.object({
  trialIndex: indexCell.optional(),
  /** Rows without a target are practice and not scored. */
  target: AatTarget.optional(),
  action: Action,
  isCorrect: flagCell,
  latencyMs: optionalLatencyCell,
});
export type AatRow = z.infer<typeof AatRow>;
