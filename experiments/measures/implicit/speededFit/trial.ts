import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { flagCell, indexCell, latencyCell } from "../cells.ts";

export const FitResponse = z.enum(["fit", "notFit"]);
export type FitResponse = z.infer<typeof FitResponse>;

/** What the browser records of one trial. The body's `product` is the brand judged; a baseline trial has none. */
export const SpeededFitTrial = z.object({
  /** Order within this task, from 0. */
  trialIndex: TrialNumber,
  /** Whether the side to press was simply shown: the person's own speed of hand. */
  isBaseline: z.boolean(),
  attribute: z.string(),
  response: FitResponse,
  latencyMs: z.number().min(0),
  /** How long the brand was shown before the attribute, ms; 0 in baseline trials. */
  cueMs: z.number().min(0),
  /** Whether the reminder to be faster had come up. */
  wasReminded: z.boolean(),
});
export type SpeededFitTrial = z.infer<typeof SpeededFitTrial>;

/** One row of a trial table of the fit task (formats.md, section 2). */
export const SpeededFitRow = z.object({
  trialIndex: indexCell.optional(),
  attribute: z.string(),
  response: FitResponse,
  latencyMs: latencyCell,
  isBaseline: flagCell.optional(),
  /** Rows of the same person about other products: speed is ranked over all of them. Set by the reader. */
  isContext: flagCell.optional(),
});
export type SpeededFitRow = z.infer<typeof SpeededFitRow>;
