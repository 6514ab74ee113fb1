import { startingWith } from "../../statistics/named.ts";
import type { ReportData } from "../reportData.ts";
import type { CalibrationSections } from "./sections.ts";

/** One answer of a stated chance of buying: what it claims, how many gave it, and how many of these bought. */
export type IntentLevel = {
  readonly level: number;
  /** The chance the answer states, 0 to 1. */
  readonly said: number;
  readonly n: number;
  readonly x: number;
  readonly interval: readonly [number, number] | null;
  /** The share after isotonic regression: never falling as the answer rises. */
  readonly isotonic: number | null;
};

/** A stated chance of buying, answer by answer, with how far its mean lies from what was done. */
export type IntentByLevel = {
  readonly column: string;
  readonly levels: readonly IntentLevel[];
  readonly saidMean: number | null;
  readonly actual: number | null;
  readonly ratio: number | null;
};

/** The calibration of the stated chance of buying (Juster); null where none was asked. */
export function intentOf({
  found: { intent_calibration: section },
}: ReportData<CalibrationSections>): IntentByLevel | null {
  if (!section) return null;
  const [isotonic] = startingWith<"isotonic_purchase_rate_by_", readonly number[]>(
    section,
    "isotonic_purchase_rate_by_",
  );
  if (isotonic === undefined) return null;
  const [column, smoothed] = isotonic;
  const asked = (section[`purchase_rate_by_${column}`] ?? []).filter(({ n }) => n > 0);
  const top = Math.max(1, ...asked.map(({ level }) => level));
  const { calibration } = section;
  return {
    column,
    levels: asked.map(({ level, n, x, ...rate }, at) => ({
      level,
      said: level / top,
      n,
      x,
      interval: rate.wilson95 ?? null,
      isotonic: smoothed.length === asked.length ? (smoothed[at] ?? null) : null,
    })),
    saidMean: calibration[`stated_mean_probability_${column}`] ?? null,
    actual: calibration.actual_rate ?? null,
    ratio: calibration.calibration_ratio_actual_over_stated ?? null,
  };
}
