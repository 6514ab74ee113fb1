import { z } from "zod";
import { ProductName } from "../../../contract/productName.ts";
import { TrialNumber } from "../../../contract/trial.ts";
import { HIGHEST_AMOUNT } from "../highestAmount.ts";
import { drawFields } from "../stakes.ts";

const Price = z.number().positive().max(HIGHEST_AMOUNT);

/** Something offered, with its place from 0, the first on the screen. */
const Alternative = z.object({
  product: ProductName,
  price: Price,
  attributes: z.record(z.string(), z.string()),
  place: z.int().min(0),
});

/** What the browser records: `terms` once, then each choice. Latencies in ms from the measured onset. */
export const trial = z.object({
  trialIndex: TrialNumber,
  kind: z.enum(["terms", "choice"]),
  /** The set's place in the session, from 0, as `repeatOf`; null in the terms. */
  setIndex: TrialNumber.nullable(),
  repeatOf: TrialNumber.nullable(),
  alternatives: z.array(Alternative),
  /** The product taken; null = none of them. */
  chosen: ProductName.nullable(),
  chosenPlace: z.int().min(0).nullable(),
  price: Price.nullable(),
  /** Onset to the press that ended the screen; null when the time was over first. */
  latencyMs: z.number().min(0).nullable(),
  firstLatencyMs: z.number().min(0).nullable(),
  changes: z.array(z.object({ value: z.string().nullable(), latencyMs: z.number().min(0) })),
  /** The time there was; null = as much as one likes. */
  windowMs: z.number().positive().nullable(),
  timedOut: z.boolean(),
  /** `leftOut`: was to choose fast and asked for more time. */
  pressure: z.enum(["none", "fast", "unhurried", "leftOut"]),
  ...drawFields,
});
