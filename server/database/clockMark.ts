/** What was last believed of the clock, and a leap that nothing else has said yet. */
export type ClockMark = { readonly seen: string; readonly leapt: string | null };

export type JudgedClock = {
  readonly mark: ClockMark;
  /** The time by which things expire: now, or what was last believed while the clock has leapt. */
  readonly believed: Date;
  readonly hasLeapt: boolean;
};

const HOUR_MS = 3_600_000;
// Looks are a day apart at most; a machine that boots with a wrong clock is off by more.
const STEADY_MS = 36 * HOUR_MS;
// Less than a day, so that tomorrow's look counts although it comes a little earlier in the day.
const CONFIRMED_MS = 20 * HOUR_MS;

/** Judges the clock by what it said before. A leap, ahead or back, is believed once the clock has said so for most of a day,
 *  or when the caller has seen it say so for as long (`isConfirmed`). So nothing that expires goes at one wrong moment, and
 *  all of it goes without anybody's doing. */
export function judgeClock(
  before: ClockMark | null,
  now: Date,
  { isConfirmed = false }: { readonly isConfirmed?: boolean } = {},
): JudgedClock {
  const steady: JudgedClock = { mark: { seen: now.toISOString(), leapt: null }, believed: now, hasLeapt: false };
  if (before === null) return steady;
  const since = (moment: string) => now.getTime() - new Date(moment).getTime();
  if (Math.abs(since(before.seen)) <= STEADY_MS) return steady;
  if (before.leapt !== null && (isConfirmed || since(before.leapt) >= CONFIRMED_MS)) return steady;
  const isOnTheWay = before.leapt !== null && Math.abs(since(before.leapt)) <= STEADY_MS;
  const leapt = isOnTheWay ? before.leapt : now.toISOString();
  return { mark: { seen: before.seen, leapt }, believed: new Date(before.seen), hasLeapt: true };
}
