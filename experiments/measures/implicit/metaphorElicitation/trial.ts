import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";
import { indexCell } from "../cells.ts";

/** The seven deep metaphors pictures are coded to (Zaltman & Zaltman, 2008). */
export const deepMetaphors = [
  "balance",
  "transformation",
  "journey",
  "container",
  "connection",
  "resource",
  "control",
] as const;
export const DeepMetaphor = z.enum(deepMetaphors);
export type DeepMetaphor = z.infer<typeof DeepMetaphor>;

/** What the browser records of one chosen picture and its explanation. */
export const MetaphorTrial = z.object({
  /** Order in which it was chosen, from 0. */
  trialIndex: TrialNumber,
  /** Name of the drawing, or the path of the study's own picture. */
  picture: z.string(),
  /** Place in the grid, from 0; the order differs from person to person. */
  position: z.int().min(0),
  /** From the grid's onset to choosing this picture. */
  chosenAfterMs: z.number().min(0),
  reason: z.string(),
  /** From the picture's onset to submitting the reason. */
  latencyMs: z.number().min(0),
});
export type MetaphorTrial = z.infer<typeof MetaphorTrial>;

/** One row: the exported trial, to which two coders add their columns. */
export const MetaphorRow = z.object({
  trialIndex: indexCell.optional(),
  picture: z.string(),
  reason: z.string(),
  code1: DeepMetaphor.optional(),
  code2: DeepMetaphor.optional(),
});
export type MetaphorRow = z.infer<typeof MetaphorRow>;
