import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, latencyCell, optionalLatencyCell } from "../cells.ts";
import { Pairing, pairingCell, Side } from "../sides.ts";
import { answeredTrial } from "../sortedTrial.ts";

export const BriefIatCategory = z.enum(["focal", "comparison", "positive", "negative", "warmUpFocal", "warmUpOther"]);
export type BriefIatCategory = z.infer<typeof BriefIatCategory>;

/** What the browser records of one BIAT trial. The right side always means "belongs". */
export const BriefIatTrial = z.object({
  /** Order within the block, from 0. */
  trialIndex: TrialNumber,
  blockKind: z.enum(["practice", "test"]),
  /** `compatible`: the focal product and good things belong; null in the warm-up block. */
  pairing: Pairing.nullable(),
  category: BriefIatCategory,
  ...answeredTrial,
});
export type BriefIatTrial = z.infer<typeof BriefIatTrial>;

/** One row of a trial table of the BIAT (formats.md, section 2). */
export const BriefIatRow = z.object({
  blockIndex: indexCell,
  /** Counts within the block, from 0. */
  trialIndex: indexCell,
  pairing: pairingCell,
  isCorrect: flagCell,
  latencyMs: latencyCell,
  firstLatencyMs: optionalLatencyCell,
  firstSide: Side.optional(),
});
export type BriefIatRow = z.infer<typeof BriefIatRow>;
