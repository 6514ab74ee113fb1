import { z } from "zod";
import { asRecord, limitsIn, numberIn } from "./cells.ts";
import type { ReportData } from "./readReport.ts";

const Rate = z.looseObject({ level: z.number(), x: z.number(), n: z.number() });

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
export type IntentCalibration = {
  readonly column: string;
  readonly levels: readonly IntentLevel[];
  readonly saidMean: number | null;
  readonly actual: number | null;
  readonly ratio: number | null;
};

const PREFIX = "isotonic_purchase_rate_by_";

/** The calibration of the stated chance of buying (Juster); null where none was asked. */
export function intentOf(data: ReportData): IntentCalibration | null {
  const section = asRecord(data.found.intent_calibration);
  const column = Object.keys(section)
    .find((key) => key.startsWith(PREFIX))
    ?.slice(PREFIX.length);
  if (column === undefined) return null;
  const rates = z.array(Rate).safeParse(section[`purchase_rate_by_${column}`]).data ?? [];
  const given = section[`${PREFIX}${column}`];
  const isotonic = Array.isArray(given) ? given.map(numberIn) : [];
  const top = Math.max(1, ...rates.map(({ level }) => level));
  const asked = rates.filter(({ n }) => n > 0);
  const calibration = asRecord(section.calibration);
  return {
    column,
    levels: asked.map((rate, at) => ({
      level: rate.level,
      said: rate.level / top,
      n: rate.n,
      x: rate.x,
      interval: limitsIn(rate["wilson95"]),
      isotonic: isotonic.length === asked.length ? (isotonic[at] ?? null) : null,
    })),
    saidMean: numberIn(calibration[`stated_mean_probability_${column}`]),
    actual: numberIn(calibration.actual_rate),
    ratio: numberIn(calibration.calibration_ratio_actual_over_stated),
  };
}
