import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell } from "../cells.ts";
import { Side } from "../sides.ts";

export const AmpPrime = z.enum(["focal", "comparison", "neutral"]);
export type AmpPrime = z.infer<typeof AmpPrime>;

/** What the browser records of one AMP trial. Durations as really shown, ms. */
export const AmpTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  blockKind: z.enum(["practice", "test"]),
  prime: AmpPrime,
  /** The word or picture shown as prime. */
  stimulus: z.string(),
  /** Number of the sign that was judged; never repeated for one person. */
  glyph: z.int().min(0),
  isPleasant: z.boolean(),
  side: Side,
  /** From the mask to the press. */
  latencyMs: z.number().min(0),
  primeMs: z.number().min(0),
  blankMs: z.number().min(0),
  glyphMs: z.number().min(0),
});
export type AmpTrial = z.infer<typeof AmpTrial>;

/** One row of a trial table of the AMP (formats.md, section 2). */
export const AmpRow = z.object({
  trialIndex: indexCell.optional(),
  /** Practice is not scored; a table without this column holds test trials only. */
  blockKind: z.enum(["practice", "test"]).optional(),
  prime: AmpPrime,
  isPleasant: flagCell,
});
export type AmpRow = z.infer<typeof AmpRow>;
