import { z } from "zod";

/** The scoring knobs of the AAT. */
export const AatSettings = z.object({
  /** What stands for a cell: the median or the mean of its latencies. */
  average: z.enum(["median", "mean"]).default("median"),
  /** Divide by the SD of all the person's used latencies. */
  divideBySd: z.enum(["yes", "no"]).default("no"),
  dropBelowMs: z.coerce.number().min(0).default(0),
  dropAboveMs: z.coerce.number().positive().default(10_000),
  maxErrorShare: z.coerce.number().min(0).max(1).default(1),
});
export type AatSettings = z.infer<typeof AatSettings>;

export const aatProfiles = {
  median: { average: "median", divideBySd: "no" },
  mean: { average: "mean", divideBySd: "no" },
  d: { average: "mean", divideBySd: "yes" },
} as const satisfies Record<string, z.input<typeof AatSettings>>;
