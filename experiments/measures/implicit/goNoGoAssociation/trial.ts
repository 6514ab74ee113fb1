import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, optionalLatencyCell } from "../cells.ts";
import { Pairing, pairingCell } from "../sides.ts";

export const GnatCategory = z.enum(["focal", "comparison", "positive", "negative"]);
export type GnatCategory = z.infer<typeof GnatCategory>;

/** What the browser records of one GNAT trial. */
export const GnatTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  blockKind: z.enum(["practice", "test"]),
  /** `compatible`: the focal product and good things, or the comparison product and bad ones, are signals. */
  pairing: Pairing,
  /** The product that is a signal in this block. */
  target: z.enum(["focal", "comparison"]),
  attribute: z.enum(["positive", "negative"]),
  stimulus: z.string(),
  category: GnatCategory,
  isSignal: z.boolean(),
  isGo: z.boolean(),
  isCorrect: z.boolean(),
  /** Onset to the go response; null when withheld. */
  latencyMs: z.number().min(0).nullable(),
  /** The time there was to respond; absent where it was the parameter's. */
  deadlineMs: z.number().positive().optional(),
});
export type GnatTrial = z.infer<typeof GnatTrial>;

/** One row of a trial table of the GNAT (formats.md, section 2). */
export const GnatRow = z.object({
  trialIndex: indexCell.optional(),
  /** Practice is not scored; a table without this column holds test trials only. */
  blockKind: z.enum(["practice", "test"]).optional(),
  pairing: pairingCell,
  isSignal: flagCell,
  isGo: flagCell,
  latencyMs: optionalLatencyCell,
});
export type GnatRow = z.infer<typeof GnatRow>;
