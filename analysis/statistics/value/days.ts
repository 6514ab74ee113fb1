const MS_PER_DAY = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days since 1970 of an ISO date; null when it is none. */
export function dayNumber(written: string): number | null {
  if (!DAY.test(written)) return null;
  const moment = new Date(`${written}T00:00:00Z`);
  const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(written);
  return isReal ? moment.getTime() / MS_PER_DAY : null;
}

/** The ISO date of a number of days since 1970. */
export function isoDate(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
