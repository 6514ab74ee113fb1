import { wilson } from "./proportion.ts";

/** A share with its 95 % interval. */
export type KnownShare = { readonly estimate: number; readonly ci95: readonly [number, number] };

/** Cases counted of a number that is known otherwise. */
export type Counted = { readonly seen: number; readonly of: number };

/** The share that would be found if everything were seen, where the share of it that is seen was itself only counted: the
 *  prevalence of Rogan & Gladen (1978) without false cases, `found` over coverage, with the interval of a ratio of
 *  independent estimates recovered from both of theirs (MOVER: Donner & Zou 2012), Wilson's for coverage. Limits above 1
 *  are 1. Null where more was found than that coverage lets anybody see. Throws RangeError where nothing was seen. */
export function overCountedCoverage(found: KnownShare, { seen, of }: Counted): KnownShare | null {
  if (!(seen > 0 && seen <= of)) throw new RangeError(`a coverage of ${seen} of ${of}`);
  const coverage = seen / of;
  const [lowest, highest] = wilson(seen, of);
  const [low, high] = found.ci95;
  if (found.estimate > highest) return null;
  const estimate = Math.min(1, found.estimate / coverage);
  if (found.estimate === 0) return { estimate, ci95: [0, Math.min(1, high / lowest)] };
  const down = Math.hypot(Math.log(found.estimate / low), Math.log(highest / coverage));
  const up = Math.hypot(Math.log(high / found.estimate), Math.log(coverage / lowest));
  const centre = found.estimate / coverage;
  return { estimate, ci95: [Math.min(1, centre * Math.exp(-down)), Math.min(1, centre * Math.exp(up))] };
}
