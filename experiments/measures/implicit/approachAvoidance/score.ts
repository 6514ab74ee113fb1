import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import { meanOf, medianOf, sdOf } from "../meanOf.ts";
import type { AatRow, AatTarget, Action } from "./trial.ts";

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

/** Double difference: (avoid − approach) for the focal product − the same for the comparison one, over right responses;
 *  in ms, or in SDs with profile `d`. Positive = the focal product is approached more easily. Excluded: no trials, an
 *  empty cell, no variance (profile d); with their value: too many errors.
 *  Sources: Rinck & Becker (2007); Heuer, Rinck & Becker (2007) for the double difference. */
export function scoreApproachAvoidance(rows: readonly AatRow[], settings: AatSettings): Score {
  const scored = rows.filter(({ target }) => target !== undefined);
  const used = scored.flatMap((row) => usable(row, settings));
  const average = settings.average === "median" ? medianOf : meanOf;
  const cell = (target: AatTarget, action: Action) =>
    average(used.filter((row) => row.target === target && row.action === action).map(({ latencyMs }) => latencyMs));
  const parts = {
    focal_approach: cell("focal", "approach"),
    focal_avoid: cell("focal", "avoid"),
    comparison_approach: cell("comparison", "approach"),
    comparison_avoid: cell("comparison", "avoid"),
    error_rate: scored.length === 0 ? null : scored.filter(({ isCorrect }) => !isCorrect).length / scored.length,
  };
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  const { focal_approach: fa, focal_avoid: fv, comparison_approach: ca, comparison_avoid: cv } = parts;
  if (fa === null || fv === null || ca === null || cv === null) {
    const excluded = used.length === 0 ? "no-correct-trials" : "missing-block";
    return { value: null, excluded, trialsUsed: used.length, parts };
  }
  const difference = fv - fa - (cv - ca);
  const sd = settings.divideBySd === "yes" ? sdOf(used.map(({ latencyMs }) => latencyMs)) : 1;
  if (sd === null || sd === 0) return { value: null, excluded: "zero-variance", trialsUsed: used.length, parts };
  const isErring = (parts.error_rate ?? 0) > settings.maxErrorShare;
  return {
    value: difference / sd,
    ...(isErring ? { excluded: "too-many-errors" } : {}),
    trialsUsed: used.length,
    parts,
  };
}

function usable(row: AatRow, limits: AatSettings): readonly (AatRow & { readonly latencyMs: number })[] {
  const { latencyMs, isCorrect } = row;
  const isKept =
    isCorrect && latencyMs !== undefined && latencyMs >= limits.dropBelowMs && latencyMs <= limits.dropAboveMs;
  return isKept ? [{ ...row, latencyMs }] : [];
}
