import type { Kysely } from "kysely";
import { type ClockMark, type JudgedClock, judgeClock } from "./clockMark.ts";
import type { Query } from "./database.ts";
import type { Tables } from "./tables.ts";

/** Judges the clock by what this store saw of it last, and writes down what it sees now. */
export async function lookAtClock(
  query: Kysely<Tables>,
  now: Date,
  how: { readonly isConfirmed: boolean },
): Promise<JudgedClock> {
  return await query.transaction().execute(async (transaction) => {
    const judged = judgeClock(await markIn(transaction), now, how);
    const { seen, leapt } = judged.mark;
    const changes = { clock_seen: seen, clock_leapt: leapt };
    await transaction.updateTable("store_state").set(changes).where("id", "=", 1).execute();
    return judged;
  });
}

async function markIn(query: Query): Promise<ClockMark | null> {
  const row = await query
    .selectFrom("store_state")
    .select(["clock_seen as seen", "clock_leapt as leapt"])
    .where("id", "=", 1)
    .executeTakeFirst();
  const seen = row?.seen ?? (await newestMoment(query));
  return seen === null ? null : { seen, leapt: row?.leapt ?? null };
}

/** A store of an earlier release says when something last happened in it. */
async function newestMoment(query: Query): Promise<string | null> {
  const session = await query
    .selectFrom("sessions")
    .select((is) => is.fn.max("seen_at").as("at"))
    .executeTakeFirst();
  const line = await query.selectFrom("audit").select("at").orderBy("seq", "desc").limit(1).executeTakeFirst();
  return (
    [session?.at, line?.at]
      .filter((at) => typeof at === "string")
      .sort()
      .at(-1) ?? null
  );
}
