const DAY_MS = 86_400_000;

/** From when (exclusive) until when (inclusive) a purchase counts for a session that ended at `sessionEnd`. */
export function windowOf(
  { days: [from, to] }: { readonly days: readonly [number, number] },
  sessionEnd: Date,
): { readonly from: Date; readonly until: Date } {
  return {
    from: new Date(sessionEnd.getTime() + from * DAY_MS),
    until: new Date(sessionEnd.getTime() + to * DAY_MS),
  };
}
