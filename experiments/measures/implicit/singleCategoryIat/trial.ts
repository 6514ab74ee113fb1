import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, optionalLatencyCell } from "../cells.ts";
import { Pairing, pairingCell } from "../sides.ts";
import { sortedTrial } from "../sortedTrial.ts";

export const SingleCategoryIatCategory = z.enum(["focal", "positive", "negative"]);
export type SingleCategoryIatCategory = z.infer<typeof SingleCategoryIatCategory>;

/** What the browser records of one trial; without a press in the window the latencies are null. */
export const SingleCategoryIatTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  blockKind: z.enum(["practice", "test"]),
  /** `compatible`: the focal product shares its side with good things; null in an attributes-only block. */
  pairing: Pairing.nullable(),
  category: SingleCategoryIatCategory,
  ...sortedTrial,
});
export type SingleCategoryIatTrial = z.infer<typeof SingleCategoryIatTrial>;

/** One row of a trial table (formats.md, section 2); an empty latency is no response in the window. */
export const SingleCategoryIatRow = z.object({
  trialIndex: indexCell.optional(),
  blockKind: z.enum(["practice", "test", ""]),
  pairing: pairingCell,
  isCorrect: flagCell,
  latencyMs: optionalLatencyCell,
});
export type SingleCategoryIatRow = z.infer<typeof SingleCategoryIatRow>;
