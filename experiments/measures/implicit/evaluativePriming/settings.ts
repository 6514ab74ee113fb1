import { z } from "zod";

/** The scoring knobs of evaluative priming. Latencies exactly at a limit are kept. */
export const EptSettings = z.object({
  dropBelowMs: z.coerce.number().min(0).default(300),
  dropAboveMs: z.coerce.number().positive().default(1000),
  /** People with at least this share of errors, late responses included, are excluded. */
  maxErrorShare: z.coerce.number().min(0).max(1).default(0.4),
});
export type EptSettings = z.infer<typeof EptSettings>;
