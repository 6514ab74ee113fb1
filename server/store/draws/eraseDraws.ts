import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";

/** Takes a person out of what was drawn and won: of a win only product, amount and day stay, and what was still owed is
 *  void. Whoever could draw leaves a keyed mark, so that erasing oneself is no way to draw again; it goes when the study
 *  closes. */
export async function eraseDraws(query: Query, session: SessionRow): Promise<void> {
  const drawn = await query.deleteFrom("draws").where("session_id", "=", session.id).executeTakeFirst();
  if (Number(drawn.numDeletedRows) > 0) await leaveMark(query, session);
  const won = query.updateTable("winnings").where("session_id", "=", session.id);
  // A reason is somebody's own words, which may name the winner.
  await won.set({ reason: null }).execute();
  await won.where("state", "=", "owed").set({ state: "void", reason: "erased" }).execute();
  await won.set({ session_id: null, participant_id: null, claim_code: null }).execute();
}

async function leaveMark(query: Query, { study_id, participant_id }: SessionRow): Promise<void> {
  const { state } = await query
    .selectFrom("studies")
    .select("state")
    .where("id", "=", study_id)
    .executeTakeFirstOrThrow();
  if (state === "closed") return;
  const keys = await query
    .selectFrom("participant_keys")
    .select(["study_id", "key_hash"])
    .where("participant_id", "=", participant_id)
    .execute();
  if (keys.length === 0) return;
  await query
    .insertInto("tombstones")
    .values(keys)
    .onConflict((on) => on.doNothing())
    .execute();
}
