import type { Study } from "../../experiments/contract/study.ts";

const DAY_MS = 86_400_000;

/** From when (exclusive) until when (inclusive) a purchase counts for a session that ended at `sessionEnd`. */
export function windowOf(
  study: Pick<Study, "outcome">,
  sessionEnd: Date,
): { readonly from: Date; readonly until: Date } {
  const { fromDays, toDays } = study.outcome;
  return {
    from: new Date(sessionEnd.getTime() + fromDays * DAY_MS),
    until: new Date(sessionEnd.getTime() + toDays * DAY_MS),
  };
}
