import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { HIGHEST_AMOUNT } from "../highestAmount.ts";
import { drawFields } from "../stakes.ts";

const Value = z.union([z.number(), z.string()]);

/** What the browser records: the practice, each question of understanding once it is over, and what is said in each round.
 *  Latencies in ms from the measured onset. */
export const trial = z.object({
  trialIndex: TrialNumber,
  kind: z.enum(["practice", "check", "bid"]),
  /** The round, or which check, from 0. */
  round: TrialNumber,
  /** The most somebody would pay, in the currency's unit; points in the practice; null in a check. */
  bid: z.number().min(0).max(HIGHEST_AMOUNT).nullable(),
  currency: z.string(),
  /** Tries until it was right, at most 3; null where it is no check. */
  checkAttempts: z.int().min(1).max(3).nullable(),
  checkPassed: z.boolean().nullable(),
  changes: z.array(z.object({ value: Value.nullable(), latencyMs: z.number().min(0) })),
  latencyMs: z.number().min(0),
  firstLatencyMs: z.number().min(0).nullable(),
  ...drawFields,
});
