import { z } from "zod";
import { ProductName } from "./productName.ts";

/** A number by which trials are told apart and put in order: as much as tables of them hold. */
export const TrialNumber = z.int().min(0).max(2_147_483_647);

/** What every stored trial says beside its measure's own fields (formats.md, section 6). Every timeline of ours also gives
 *  the optional ones but `product`, `blockIndex` and `attempt`; a trial from elsewhere may lack them. */
export const TrialBody = z.looseObject({
  measure: z.string().min(1).max(64),
  instance: z.string().min(1).max(64),
  product: ProductName.optional(),
  blockIndex: TrialNumber.optional(),
  /** When the stimulus or item was drawn: ms since the page's time origin, as `performance.now` counts. */
  shownAtMs: z.number().min(0),
  inputModality: z.enum(["keyboard", "mouse", "touch"]),
  refreshRateHz: z.number().positive().nullable(),
  /** Whether the page was hidden at any moment of the trial. */
  visibilityLost: z.boolean(),
  /** When the browser reports the stimulus on the screen, ms on the same clock; null where it does not report. */
  renderedAtMs: z.number().min(0).nullable().optional(),
  /** The latency as jsPsych counts it, ms from drawing to the handler; null without a response. */
  rt: z.number().nullable().optional(),
  /** Names the measure's default parameters, and the parameters in use (plugins/parametersHash.ts). */
  preset: z.string().max(64).optional(),
  parametersHash: z.string().max(64).optional(),
  /** The colour behind a timed stimulus as the browser drew it, such as `rgb(255, 255, 255)`. */
  ground: z.string().max(64).optional(),
  /** Set where the browser had translated the page: the words were not the study's. */
  pageTranslated: z.boolean().optional(),
  /** Times this block was begun before and broken off; absent = 0. Only the last attempt is scored. */
  attempt: TrialNumber.optional(),
});
export type TrialBody = z.infer<typeof TrialBody>;

/** Why a participant left a timed task out. */
export const SkipReason = z.enum(["screenReader", "movement", "sight", "noReason"]);
export type SkipReason = z.infer<typeof SkipReason>;

/** Stands for a timed task that was left out: the task, and why. It carries none of the measure's own fields. */
export const SkippedTask = TrialBody.extend({ skipped: SkipReason });
export type SkippedTask = z.infer<typeof SkippedTask>;

/** One trial as it travels. `seq` counts from 0 in the session; `id` is made by the browser and never reused. */
export const TrialEnvelope = z.object({
  seq: z.int().min(0).max(1_000_000),
  id: z.uuid(),
  body: z.looseObject({}),
});
export type TrialEnvelope = z.infer<typeof TrialEnvelope>;

export const TrialStatus = z.enum(["created", "same", "conflict", "invalid"]);
export const TrialsStored = z.object({
  results: z.array(z.object({ seq: z.int(), status: TrialStatus, problem: z.looseObject({}).optional() })),
  ackedThrough: z.int().min(-1),
});
export type TrialsStored = z.infer<typeof TrialsStored>;
