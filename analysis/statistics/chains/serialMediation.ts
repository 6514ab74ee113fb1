import type { Interval } from "../association/moments.ts";
import { fitLinear, type LinearEntry, linearEntry } from "../models/linear/linearRegression.ts";
import { designOf } from "../models/logistic/design.ts";
import { type BcaInterval, bcaInterval, percentileInterval } from "../validation/bootstrapInterval.ts";
import type { UnitColumns } from "./mediation.ts";

/** One value per unit, with what customers said after what they met. */
export type SerialColumns = UnitColumns & { readonly sat: readonly number[] };

/** An indirect effect, with the bootstrap of units; null where too few resamples have an estimate. */
export type IndirectEffect = {
  readonly estimate: number;
  readonly se: number | null;
  readonly percentile95_type7: Interval | null;
  readonly bca: BcaInterval | null;
};

/** A chain with two steps between employees and value. */
export type SerialMediation = {
  /** Experience on employees. */
  readonly path_cx: LinearEntry;
  /** Satisfaction on employees and experience. */
  readonly path_sat: LinearEntry;
  /** Value on employees, experience and satisfaction. */
  readonly path_val: LinearEntry;
  readonly indirect: {
    readonly experience: IndirectEffect;
    readonly satisfaction: IndirectEffect;
    /** Employees → experience → satisfaction → value. */
    readonly both: IndirectEffect;
    readonly total: IndirectEffect;
  };
};

const PARTS = ["experience", "satisfaction", "both", "total"] as const;

type Effects = Readonly<Record<(typeof PARTS)[number], number>>;

/** Two mediators in a row between units, by least squares (Hayes 2018, model 6): what reaches value through experience
 *  alone, through satisfaction alone, and through one after the other. `draws` hold zero-based positions of units. Null
 *  when units are too few or too alike. Association along an assumed order, not proof of cause. */
export function serialMediation(units: SerialColumns, draws: readonly ArrayLike<number>[]): SerialMediation | null {
  const fits = pathsOf(units);
  if (fits === null) return null;
  const all = units.eng.map((_, unit) => unit);
  const resampled = draws.flatMap((draw) => effectsOf(picked(units, Array.from(draw))) ?? []);
  const left = all.flatMap((out) => effectsOf(picked(units, [...all.slice(0, out), ...all.slice(out + 1)])) ?? []);
  const own = effectsFrom(fits);
  const about = (part: keyof Effects): IndirectEffect => {
    const replicates = resampled.map((effects) => effects[part]);
    const isSpread = replicates.length > 1;
    const hasAll = left.length === all.length;
    const jackknife = left.map((effects) => effects[part]);
    return {
      estimate: own[part],
      se: isSpread ? spread(replicates) : null,
      percentile95_type7: isSpread ? percentileInterval(replicates) : null,
      bca: isSpread && hasAll ? bcaInterval(own[part], replicates, jackknife) : null,
    };
  };
  return {
    path_cx: linearEntry(fits.cx),
    path_sat: linearEntry(fits.sat),
    path_val: linearEntry(fits.val),
    indirect: {
      experience: about("experience"),
      satisfaction: about("satisfaction"),
      both: about("both"),
      total: about("total"),
    },
  };
}

function pathsOf({ eng, cx, sat, val }: SerialColumns) {
  const n = eng.length;
  const fits = {
    cx: fitLinear(designOf({ eng }, ["eng"], n), cx),
    sat: fitLinear(designOf({ eng, cx }, ["eng", "cx"], n), sat),
    val: fitLinear(designOf({ eng, cx, sat }, ["eng", "cx", "sat"], n), val),
  };
  const { cx: first, sat: second, val: third } = fits;
  if (first.kind === "notFitted" || second.kind === "notFitted" || third.kind === "notFitted") return null;
  return { cx: first, sat: second, val: third };
}

function effectsFrom({ cx, sat, val }: NonNullable<ReturnType<typeof pathsOf>>): Effects {
  const [a, aSat, d] = [cx.beta[1]!, sat.beta[1]!, sat.beta[2]!];
  const [b, bSat] = [val.beta[2]!, val.beta[3]!];
  const parts = { experience: a * b, satisfaction: aSat * bSat, both: a * d * bSat };
  return { ...parts, total: parts.experience + parts.satisfaction + parts.both };
}

function effectsOf(units: SerialColumns): Effects | null {
  const fits = pathsOf(units);
  return fits === null ? null : effectsFrom(fits);
}

function picked({ eng, cx, sat, val }: SerialColumns, chosen: readonly number[]): SerialColumns {
  const pick = (values: readonly number[]) => chosen.map((unit) => values[unit]!);
  return { eng: pick(eng), cx: pick(cx), sat: pick(sat), val: pick(val) };
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
