import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import { meanOf } from "../meanOf.ts";
import type { EptPrime, EptRow, Valence } from "./trial.ts";

/** The scoring knobs of evaluative priming. Latencies exactly at a limit are kept. */
export const EptSettings = z.object({
  dropBelowMs: z.coerce.number().min(0).default(300),
  dropAboveMs: z.coerce.number().positive().default(1000),
  /** People with at least this share of errors, late responses included, are excluded. */
  maxErrorShare: z.coerce.number().min(0).max(1).default(0.4),
});
export type EptSettings = z.infer<typeof EptSettings>;

/** Double difference of mean latencies in ms: (negative − positive targets after the focal product) − (the same after
 *  the comparison one); positive when the focal product speeds up good words more. Right responses of 300–1000 ms only.
 *  Excluded: no trials, an empty cell; with their value: 40 % errors or more. Sources: Fazio, Jackson, Dunton & Williams
 *  (1995); Koppehele-Gossel, Hoffmann, Banse & Gawronski (2020) for the limits. */
export function scoreEvaluativePriming(rows: readonly EptRow[], settings: EptSettings): Score {
  const scored = rows.filter(({ blockKind }) => blockKind !== "practice");
  const used = scored.flatMap((row) => usable(row, settings));
  const cell = (prime: EptPrime, valence: Valence) =>
    meanOf(
      used.filter((row) => row.prime === prime && row.targetValence === valence).map(({ latencyMs }) => latencyMs),
    );
  const parts = {
    focal_positive: cell("focal", "positive"),
    focal_negative: cell("focal", "negative"),
    comparison_positive: cell("comparison", "positive"),
    comparison_negative: cell("comparison", "negative"),
    error_rate: scored.length === 0 ? null : scored.filter(({ isCorrect }) => !isCorrect).length / scored.length,
  };
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  const { focal_positive: fp, focal_negative: fn, comparison_positive: cp, comparison_negative: cn } = parts;
  if (fp === null || fn === null || cp === null || cn === null) {
    const excluded = used.length === 0 ? "no-correct-trials" : "missing-block";
    return { value: null, excluded, trialsUsed: used.length, parts };
  }
  const value = fn - fp - (cn - cp);
  const isErring = (parts.error_rate ?? 0) >= settings.maxErrorShare;
  return { value, ...(isErring ? { excluded: "too-many-errors" } : {}), trialsUsed: used.length, parts };
}

function usable(row: EptRow, limits: EptSettings): readonly (EptRow & { readonly latencyMs: number })[] {
  const { latencyMs, isCorrect } = row;
  const isKept =
    isCorrect && latencyMs !== undefined && latencyMs >= limits.dropBelowMs && latencyMs <= limits.dropAboveMs;
  return isKept ? [{ ...row, latencyMs }] : [];
}
