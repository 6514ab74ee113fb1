import { normalHalfWidth, normalUpperTail } from "../numerics/distributions.ts";

const POWER = 0.8;
const MOST_PEOPLE = 2 ** 30;

/** What an open question is about: how far the estimate lies from the value, its standard error at the present `n`, and
 *  the margin within which both count as alike. */
export type OpenQuestion = {
  readonly gap: number;
  readonly se: number;
  readonly n: number;
  readonly margin: number;
  /** Level of the interval that decides: .95 for "differs"; that of "alike" (.9 for two one-sided tests at 5 %). */
  readonly alikeLevel: number;
};

/** The smallest n at which a study like this one, with the present estimate for the truth, would decide with 80 % power:
 *  that they differ, or that they are alike within the margin. Null when no n would. */
export function neededForPower({ gap, se, n, margin, alikeLevel }: OpenQuestion): number | null {
  if (!(se > 0) || n <= 0) return null;
  const distance = Math.abs(gap);
  const isDecided = (people: number) => {
    const error = se * Math.sqrt(n / people);
    const differs = normalUpperTail(normalHalfWidth() - distance / error);
    const half = normalHalfWidth(alikeLevel);
    const alike =
      normalUpperTail(half - (margin - distance) / error) + normalUpperTail(half - (margin + distance) / error) - 1;
    return Math.max(differs, alike) >= POWER;
  };
  let [open, decided] = [0, Math.max(1, n)];
  while (!isDecided(decided)) {
    [open, decided] = [decided, 2 * decided];
    if (decided > MOST_PEOPLE) return null;
  }
  while (decided - open > 1) {
    const middle = Math.floor((open + decided) / 2);
    if (isDecided(middle)) decided = middle;
    else open = middle;
  }
  return decided;
}
