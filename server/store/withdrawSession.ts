import type { StoreContext } from "./context.ts";
import { eraseParticipant } from "./eraseParticipant.ts";
import { countComplete } from "./ledger.ts";
import { lockedSession } from "./lockedSession.ts";
import { momentIn } from "./moment.ts";

/** Ends a session for good at its participant's wish; with `erase` everything about the person goes too. */
export async function withdrawSession(
  context: StoreContext,
  sessionId: string,
  extent: "keep" | "erase",
): Promise<void> {
  const participantId = await context.database.query.transaction().execute(async (transaction) => {
    const row = await lockedSession(context, transaction, sessionId);
    if (row.withdrawn_at === null) {
      await transaction
        .updateTable("sessions")
        .set({ withdrawn_at: momentIn(context, row) })
        .where("id", "=", sessionId)
        .execute();
      const key = { studyHash: row.study_hash, isSimulated: row.is_simulated, cell: row.cell };
      if (row.finished_at !== null) await countComplete(transaction, key, -1);
    }
    return row.participant_id;
  });
  if (extent === "erase") await eraseParticipant(context, participantId);
}
