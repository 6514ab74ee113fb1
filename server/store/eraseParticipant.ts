import type { StoreContext } from "./context.ts";
import type { Query } from "./database.ts";

/** Erases a person: destroys the key of their identifiers, deletes trials, quarantine, keys and purchases, empties the
 *  session row to a mark that someone withdrew, writes the erasure down (so that a restore repeats it), and overwrites
 *  the deleted bytes in the log. Repeating it changes nothing. */
export async function eraseParticipant(context: StoreContext, participantId: string): Promise<void> {
  await context.vault.destroy([participantId]);
  const erasedAt = context.now().toISOString();
  const studies = await context.database.query.transaction().execute(async (transaction) => {
    const sessions = await transaction
      .selectFrom("sessions")
      .select(["id", "study_id"])
      .where("participant_id", "=", participantId)
      .execute();
    for (const { id, study_id } of sessions) {
      await emptySession(transaction, id, erasedAt);
      await transaction
        .insertInto("erasures")
        .values({ participant_id: participantId, study_id, erased_at: erasedAt })
        .onConflict((on) => on.doNothing())
        .execute();
    }
    await deletePerson(transaction, participantId);
    return new Set(sessions.map((session) => session.study_id));
  });
  for (const studyId of studies) await context.onErased(studyId);
  await scrubSoon(context);
}

async function emptySession(query: Query, sessionId: string, erasedAt: string): Promise<void> {
  await query.deleteFrom("trials").where("session_id", "=", sessionId).execute();
  await query.deleteFrom("quarantine").where("session_id", "=", sessionId).execute();
  await query.updateTable("links").set({ session_id: null }).where("session_id", "=", sessionId).execute();
  await query
    .updateTable("sessions")
    .set({
      erased_at: erasedAt,
      withdrawn_at: erasedAt,
      device: null,
      acked_through: -1,
      highest_seq: -1,
      quarantined: 0,
    })
    .where("id", "=", sessionId)
    .execute();
}

async function deletePerson(query: Query, participantId: string): Promise<void> {
  await query.deleteFrom("identifiers").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("participant_keys").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("purchases").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("predictors").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("coverage").where("participant_id", "=", participantId).execute();
}

const SCRUB_TRIES = 20;
const SCRUB_PAUSE_MS = 500;

/** A reader may hold the log for a moment; a minute is promised, most often it takes none. */
async function scrubSoon({ database, vault }: StoreContext): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await database.scrub();
      await vault.scrub();
      return;
    } catch (error) {
      if (tries === SCRUB_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, SCRUB_PAUSE_MS));
    }
  }
}
