import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, latencyCell, optionalLatencyCell } from "../cells.ts";
import { Pairing, pairingCell, Side } from "../sides.ts";
import { answeredTrial } from "../sortedTrial.ts";

export const IatCategory = z.enum(["focal", "comparison", "positive", "negative"]);
export type IatCategory = z.infer<typeof IatCategory>;
export const IatBlockRole = z.enum([
  "targets",
  "attributes",
  "combinedPractice",
  "combinedTest",
  "reversedTargets",
  "reversedAttributes",
  "reversedCombinedPractice",
  "reversedCombinedTest",
]);
export type IatBlockRole = z.infer<typeof IatBlockRole>;

/** What the browser records of one IAT trial. */
export const IatTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  blockRole: IatBlockRole,
  blockKind: z.enum(["practice", "test"]),
  /** Null in blocks that sort one dimension only. */
  pairing: Pairing.nullable(),
  category: IatCategory,
  ...answeredTrial,
});
export type IatTrial = z.infer<typeof IatTrial>;

/** One row of a trial table of the IAT (formats.md, section 2). */
export const IatRow = z.object({
  trialIndex: indexCell.optional(),
  blockKind: z.enum(["practice", "test", ""]),
  /** Null marks a single-category block, which is not scored. */
  pairing: pairingCell,
  isCorrect: flagCell,
  latencyMs: latencyCell,
  firstLatencyMs: optionalLatencyCell,
  firstSide: Side.optional(),
});
export type IatRow = z.infer<typeof IatRow>;
