import type { Interval } from "../association/moments.ts";
import { wilson } from "./proportion.ts";

/** 95 % interval of the difference of two shares of separate people, `x1` of `n1` minus `x2` of `n2`, from their
 *  Wilson limits (Newcombe 1998b, method 10). From -1 to 1. Throws RangeError when a group is empty. */
export function newcombeIndependent(
  [x1, n1]: readonly [number, number],
  [x2, n2]: readonly [number, number],
): Interval {
  const [lower1, upper1] = wilson(x1, n1);
  const [lower2, upper2] = wilson(x2, n2);
  const [p1, p2] = [x1 / n1, x2 / n2];
  return [
    p1 - p2 - Math.sqrt((p1 - lower1) ** 2 + (upper2 - p2) ** 2),
    p1 - p2 + Math.sqrt((upper1 - p1) ** 2 + (p2 - lower2) ** 2),
  ];
}

/** A paired table: both yes, only the first, only the second, neither. */
export type PairedCounts = { readonly a: number; readonly b: number; readonly c: number; readonly d: number };

/** 95 % interval of the difference of two shares of the same people, first minus second (Newcombe 1998c, method 10,
 *  with the continuity-corrected phi). From -1 to 1. Throws RangeError when there is nobody. */
export function newcombePaired({ a, b, c, d }: PairedCounts): Interval {
  const n = a + b + c + d;
  const [p1, p2] = [(a + b) / n, (a + c) / n];
  const [lower1, upper1] = wilson(a + b, n);
  const [lower2, upper2] = wilson(a + c, n);
  const phi = correctedPhi({ a, b, c, d });
  const [below1, above1, below2, above2] = [p1 - lower1, upper1 - p1, p2 - lower2, upper2 - p2];
  return [
    p1 - p2 - Math.sqrt(below1 ** 2 - 2 * phi * below1 * above2 + above2 ** 2),
    p1 - p2 + Math.sqrt(above1 ** 2 - 2 * phi * above1 * below2 + below2 ** 2),
  ];
}

function correctedPhi({ a, b, c, d }: PairedCounts): number {
  const n = a + b + c + d;
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  if (margins === 0) return 0;
  const product = a * d - b * c;
  const corrected = product > n / 2 ? product - n / 2 : Math.min(product, 0);
  return corrected / Math.sqrt(margins);
}
