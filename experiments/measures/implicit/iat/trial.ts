import { z } from "zod";
import { flagCell, indexCell, latencyCell, optionalLatencyCell } from "../cells.ts";

export const Side = z.enum(["left", "right"]);
export type Side = z.infer<typeof Side>;
export const Pairing = z.enum(["compatible", "incompatible"]);
export type Pairing = z.infer<typeof Pairing>;
export const IatCategory = z.enum(["focal", "comparison", "positive", "negative"]);
export type IatCategory = z.infer<typeof IatCategory>;
export const IatBlockRole = z.enum([
  "targets",
  "attributes",
  "combinedPractice",
  "combinedTest",
  "reversedTargets",
  "reversedCombinedPractice",
  "reversedCombinedTest",
]);
export type IatBlockRole = z.infer<typeof IatBlockRole>;

/** What the browser records of one IAT trial. */
export const IatTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: z.int().min(0),
  blockRole: IatBlockRole,
  blockKind: z.enum(["practice", "test"]),
  /** Null in blocks that sort one dimension only. */
  pairing: Pairing.nullable(),
  stimulus: z.string(),
  category: IatCategory,
  correctSide: Side,
  /** The side pressed first. */
  firstSide: Side,
  /** Whether the first press was right. */
  isCorrect: z.boolean(),
  /** Onset to first press. */
  firstLatencyMs: z.number().min(0),
  /** Onset to the press that ended the trial: the correct one where correction is required. */
  latencyMs: z.number().min(0),
  /** Every press, in order. */
  presses: z.array(z.object({ side: Side, latencyMs: z.number().min(0) })).min(1),
});
export type IatTrial = z.infer<typeof IatTrial>;

/** One row of a trial table of the IAT (formats.md, section 2). */
export const IatRow = z.object({
  trialIndex: indexCell,
  blockKind: z.enum(["practice", "test", ""]),
  /** Null marks a single-category block, which is not scored. */
  pairing: z.enum(["compatible", "incompatible", ""]).transform((pairing) => (pairing === "" ? null : pairing)),
  isCorrect: flagCell,
  latencyMs: latencyCell,
  firstLatencyMs: optionalLatencyCell,
  firstSide: Side.optional(),
});
export type IatRow = z.infer<typeof IatRow>;
