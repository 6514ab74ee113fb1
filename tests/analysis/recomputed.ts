import { differences, type Json } from "./oracles.ts";

/** What to compare, and the reference numbers that replace the oracle's own, by full path. */
export type Recomputed = {
  readonly path: string;
  readonly actual: unknown;
  readonly expected: Json | undefined;
  readonly recomputed: Readonly<Record<string, number>>;
};

/** `differences`, except where an oracle number is itself inexact: there the number must equal the recomputed one to 1e-9
 *  (as many digits as those were printed with), and not the oracle's. */
export function differencesButRecomputed({ path, actual, expected, recomputed }: Recomputed): readonly string[] {
  return differences(path, actual, expected).filter((line) => {
    const [where, found] = [line.slice(0, line.indexOf(": expected")), Number(line.slice(line.lastIndexOf(" ")))];
    const reference = recomputed[where];
    return reference === undefined || !(Math.abs(found - reference) < 1e-9 * Math.abs(reference));
  });
}
