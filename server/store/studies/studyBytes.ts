import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";

/** Knows about how many bytes the sessions of each study hold: asks the store now and then, and counts along between. */
export type StudyBytes = {
  (query: Query, sessions: Iterable<SessionRow>): Promise<ReadonlyMap<string, number>>;
  add(studyId: string, bytes: number): void;
};

// Long enough to cost nothing; other servers on the same database add to it meanwhile.
const ASKED_EVERY_MS = 10 * 60_000;

export function studyBytesOf(clock: () => number = () => performance.now()): StudyBytes {
  const known = new Map<string, { readonly askedAt: number; bytes: number }>();
  const held = async (query: Query, sessions: Iterable<SessionRow>) => {
    for (const id of new Set(Array.from(sessions, ({ study_id }) => study_id))) {
      if (clock() - (known.get(id)?.askedAt ?? Number.NEGATIVE_INFINITY) < ASKED_EVERY_MS) continue;
      const row = await query
        .selectFrom("sessions")
        .select((is) => is.fn.sum<number | null>("stored_bytes").as("bytes"))
        .where("study_id", "=", id)
        .executeTakeFirst();
      known.set(id, { askedAt: clock(), bytes: Number(row?.bytes ?? 0) });
    }
    return new Map(Array.from(known, ([id, { bytes }]) => [id, bytes]));
  };
  return Object.assign(held, {
    add(studyId: string, bytes: number) {
      const one = known.get(studyId);
      if (one) one.bytes += bytes;
    },
  });
}
