import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, optionalLatencyCell } from "../cells.ts";
import { sortedTrial } from "../sortedTrial.ts";

export const EptPrime = z.enum(["focal", "comparison"]);
export type EptPrime = z.infer<typeof EptPrime>;
export const Valence = z.enum(["positive", "negative"]);
export type Valence = z.infer<typeof Valence>;

/** What the browser records of one priming trial. Durations as really shown, ms. */
export const EptTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  blockKind: z.enum(["practice", "test"]),
  prime: EptPrime,
  /** The word or picture shown as prime. */
  primeStimulus: z.string(),
  targetValence: Valence,
  ...sortedTrial,
  primeMs: z.number().min(0),
  blankMs: z.number().min(0),
});
export type EptTrial = z.infer<typeof EptTrial>;

/** One row of a trial table of evaluative priming (formats.md, section 2); an empty latency is no response in time. */
export const EptRow = z.object({
  trialIndex: indexCell.optional(),
  /** Practice is not scored; a table without this column holds test trials only. */
  blockKind: z.enum(["practice", "test"]).optional(),
  prime: EptPrime,
  targetValence: Valence,
  isCorrect: flagCell,
  latencyMs: optionalLatencyCell,
});
export type EptRow = z.infer<typeof EptRow>;
