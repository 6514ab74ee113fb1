import type { StoreContext } from "../../database/context.ts";
import { keepHead, writeLine } from "../audit/audit.ts";
import { countComplete } from "./ledger.ts";
import { lockedSession } from "./lockedSession.ts";

/** How long a withdrawal by a member of the study can be taken back: ten seconds, and what a slow connection takes. */
const TAKEN_BACK_MS = 15_000;

/** Takes back a withdrawal that the same account made a moment ago; false where that is over, where it was another's or the
 *  participant's own wish, and where nothing was withdrawn. Sessions that were withdrawn before it stay so. */
export async function takeBackWithdrawal(context: StoreContext, sessionId: string, actor: string): Promise<boolean> {
  const head = await context.database.query.transaction().execute(async (query) => {
    const row = await lockedSession(context, query, sessionId);
    const lines = query.selectFrom("audit").select(["at", "actor"]).where("study_id", "=", row.study_id);
    const about = lines.where("subject", "=", row.participant_id).where("action", "=", "person withdrawn");
    const since = new Date(context.now().getTime() - TAKEN_BACK_MS).toISOString();
    const late = await about.where("at", ">=", since).execute();
    if (late.length === 0 || late.some((line) => line.actor !== actor)) return null;
    const sessions = query.selectFrom("sessions").selectAll().where("participant_id", "=", row.participant_id);
    const back = await sessions.where("erased_at", "is", null).where("withdrawn_at", ">=", since).execute();
    if (back.length === 0) return null;
    for (const one of back) {
      await query.updateTable("sessions").set({ withdrawn_at: null }).where("id", "=", one.id).execute();
      if (one.finished_at !== null) await countComplete(query, one, 1);
    }
    const whose = { studyId: row.study_id, subject: row.participant_id };
    return await writeLine(context, query, { actor, action: "withdrawal taken back", ...whose });
  });
  if (head) await keepHead(context, head);
  return head !== null;
}
