import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import { HANDED_OUT, keepHead, writeLine } from "../audit/audit.ts";
import type { AuditEntry } from "../audit/auditStore.ts";
import { eraseDraws } from "../draws/eraseDraws.ts";
import { dropReports } from "../jobs/dropReports.ts";
import { eraseReferrals } from "../referrals/referralDays.ts";
import { countComplete } from "../sessions/ledger.ts";
import { untouchedSession } from "../sessions/untouchedSession.ts";
import { type ErasedBytes, finishErasingSoon } from "./erasing.ts";

/** Erases a person in one step: deletes trials, quarantine, consents, keys and purchases, empties the session row to a mark
 *  that someone was erased from this cell on this day, and writes the erasure down, in the audit too, so that a restore
 *  repeats it. Then destroys the key of their identifiers and overwrites the deleted bytes, now or as soon as nobody reads
 *  the store as it was before. Repeating it changes nothing. */
export async function eraseParticipant(
  context: StoreContext,
  participantId: string,
  entry?: AuditEntry,
): Promise<ErasedBytes> {
  await deleteParticipant(context, participantId, entry);
  return await finishErasingSoon(context);
}

/** The first step alone, for many people after whom the bytes are overwritten once. */
export async function deleteParticipant(
  context: StoreContext,
  participantId: string,
  entry?: AuditEntry,
): Promise<void> {
  const day = `${context.now().toISOString().slice(0, 10)}T00:00:00.000Z`;
  const head = await context.database.query.transaction().execute(async (transaction) => {
    // Whoever is storing or importing something of this person comes before this, or finds them gone.
    const person = transaction.selectFrom("participants").select("id").where("id", "=", participantId);
    await locked(context.database, person).execute();
    const base = transaction.selectFrom("sessions").selectAll().orderBy("id");
    const sessions = await locked(context.database, base.where("participant_id", "=", participantId)).execute();
    const [earliest] = sessions.toSorted((one, other) => (one.started_at < other.started_at ? -1 : 1));
    if (earliest) await writeErasure(transaction, { participantId, day, session: earliest });
    for (const session of sessions) {
      await eraseDraws(transaction, session);
      await eraseReferrals(transaction, session.id);
      await leaveLedger(transaction, session);
      await emptySession(transaction, session.id, day);
    }
    await deletePerson(transaction, participantId, day);
    const studies = new Set(sessions.map((session) => session.study_id));
    for (const studyId of studies) await dropReports(transaction, studyId);
    return entry && (await writeLine(context, transaction, entry));
  });
  if (head) await keepHead(context, head);
}

type Erasure = {
  readonly participantId: string;
  readonly day: string;
  readonly session: SessionRow;
};

/** A complete counts no more, as after withdrawing. */
async function leaveLedger(query: Query, session: SessionRow): Promise<void> {
  if (session.finished_at === null || session.withdrawn_at !== null) return;
  await countComplete(query, session, -1);
}

/** Whoever was handed the person's data must delete them: between which times that was, and not when the person came. */
async function writeErasure(query: Query, { participantId, day, session }: Erasure): Promise<void> {
  const handed = await query
    .selectFrom("audit")
    .select((is) => [is.fn.min("at").as("from"), is.fn.max("at").as("until")])
    .where("study_id", "=", session.study_id)
    .where("action", "in", [...HANDED_OUT])
    .where("at", ">=", session.started_at)
    .executeTakeFirst();
  const when = { handed_out_from: handed?.from ?? null, handed_out_until: handed?.until ?? null };
  await query
    .insertInto("erasures")
    .values({ participant_id: participantId, study_id: session.study_id, erased_at: day, ...when })
    .onConflict((on) => on.doNothing())
    .execute();
  await query
    .insertInto("erasing")
    .values({ participant_id: participantId })
    .onConflict((on) => on.doNothing())
    .execute();
}

async function emptySession(query: Query, sessionId: string, day: string): Promise<void> {
  await query.deleteFrom("trials").where("session_id", "=", sessionId).execute();
  await query.deleteFrom("quarantine").where("session_id", "=", sessionId).execute();
  await query.deleteFrom("consents").where("session_id", "=", sessionId).execute();
  const links = query.updateTable("links").where("session_id", "=", sessionId);
  await links.set({ session_id: null, spent_at: day }).execute();
  await query
    .updateTable("sessions")
    .set({ ...nothing, started_at: day, seen_at: day, withdrawn_at: day, erased_at: day })
    .where("id", "=", sessionId)
    .execute();
}

/** Nothing that another list leads to. */
const nothing = { ...untouchedSession, language: null, seed: null, device: null } as const;

async function deletePerson(query: Query, participantId: string, day: string): Promise<void> {
  await query.deleteFrom("identifiers").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("participant_keys").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("wave_people").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("purchases").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("predictors").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("coverage").where("participant_id", "=", participantId).execute();
  await query.deleteFrom("import_replaced").where("participant_id", "=", participantId).execute();
  await query.updateTable("participants").set({ created_at: day }).where("id", "=", participantId).execute();
}
