import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import { meanOf } from "../meanOf.ts";
import { residuals } from "./residuals.ts";
import type { SpeededFitRow } from "./trial.ts";

/** The scoring knobs of the fit task. */
export const SpeededFitSettings = z.object({
  dropBelowMs: z.coerce.number().min(0).default(200),
  dropAboveMs: z.coerce.number().positive().default(10_000),
  /** What log latency is freed of within the person before speeds are ranked. */
  adjustFor: z.enum(["lengthAndOrder", "nothing"]).default("lengthAndOrder"),
});
export type SpeededFitSettings = z.infer<typeof SpeededFitSettings>;

const noParts = { fit_share: null, fast_fit_share: null, mean_speed: null, baseline_ms: null };
/** Fewer trials than this cannot carry two predictors. */
const TRIALS_TO_ADJUST = 8;

/** Mean over attributes of ±speed: + for "fits", − for "does not fit", times the share of the person's trials that were
 *  answered no faster; −1 to 1. Log latencies are freed of the attribute's length and of the order of trials, and ranked
 *  over everything the person judged. Latencies outside 200–10,000 ms are left out. `baseline_ms` is the person's speed
 *  when the side was simply shown; `fast_fit_share` counts fits answered faster than the person's middle. Excluded: no
 *  trials. An open rule of Saydo's own (docs): no fixed limit is taken for "implicit". */
export function scoreSpeededFit(rows: readonly SpeededFitRow[], settings: SpeededFitSettings): Score {
  const isKept = ({ latencyMs }: SpeededFitRow) =>
    latencyMs >= settings.dropBelowMs && latencyMs <= settings.dropAboveMs;
  const kept = rows.filter(isKept);
  const judged = kept.filter(({ isBaseline }) => isBaseline !== true);
  const speeds = speedsOf(judged, settings);
  const own: { readonly isFit: boolean; readonly speed: number }[] = [];
  judged.forEach(({ isContext, response }, index) => {
    if (isContext !== true) own.push({ isFit: response === "fit", speed: speeds[index]! });
  });
  if (own.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: noParts };
  const fits = own.filter(({ isFit }) => isFit);
  const baseline = meanOf(
    kept.filter(({ isBaseline }) => isBaseline === true).map(({ latencyMs }) => Math.log(latencyMs)),
  );
  return {
    value: meanOf(own.map(({ isFit, speed }) => (isFit ? speed : -speed))) ?? 0,
    trialsUsed: own.length,
    parts: {
      fit_share: fits.length / own.length,
      fast_fit_share: fits.filter(({ speed }) => speed > 0.5).length / own.length,
      mean_speed: meanOf(own.map(({ speed }) => speed)),
      baseline_ms: baseline === null ? null : Math.exp(baseline),
    },
  };
}

/** The share of trials answered no faster than each, ties halved: the fastest is near 1, the slowest near 0. */
function speedsOf(judged: readonly SpeededFitRow[], settings: SpeededFitSettings): readonly number[] {
  const logs = judged.map(({ latencyMs }) => Math.log(latencyMs));
  const canAdjust = settings.adjustFor === "lengthAndOrder" && judged.length >= TRIALS_TO_ADJUST;
  const lengths = judged.map(({ attribute }) => attribute.length);
  const orders = judged.map(({ trialIndex }) => trialIndex ?? 0);
  const adjusted = residuals(logs, canAdjust ? [lengths, orders] : []);
  // Random halves come here a million times: no lists inside.
  return adjusted.map((value) => {
    let [slower, level] = [0, 0];
    for (const other of adjusted) {
      if (other > value) slower += 1;
      else if (other === value) level += 1;
    }
    return (slower + (level + 1) / 2) / adjusted.length;
  });
}
