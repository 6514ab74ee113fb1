const MOST = 50_000;

/** Says whether something happens to a subject for the first time on a day (UTC), as far as this server remembers: what
 *  strangers can repeat as often as they like leaves one line a day. */
export function firstOfDay(now: () => Date = () => new Date()): (subject: string) => boolean {
  const seen = new Set<string>();
  let today = "";
  return (subject) => {
    const day = now().toISOString().slice(0, 10);
    if (day !== today || seen.size >= MOST) seen.clear();
    today = day;
    if (seen.has(subject)) return false;
    seen.add(subject);
    return true;
  };
}
