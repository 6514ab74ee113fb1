import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { momentIn } from "../../database/moment.ts";
import type { SessionRow } from "../../database/tables.ts";
import { keepHead, writeLine } from "../audit/audit.ts";
import { eraseParticipant } from "../people/eraseParticipant.ts";
import type { ErasedBytes } from "../people/erasing.ts";
import { countComplete } from "./ledger.ts";
import { lockedSession } from "./lockedSession.ts";

export type Withdrawal = {
  readonly extent: "keep" | "erase";
  /** Who asked: an account's id, or `command line`, or `participant`. */
  readonly actor: string;
  /** `person`: all sessions of the person; one alone when absent, which may be that of a wave. */
  readonly of?: "person" | undefined;
};

/** Ends a session for good at its participant's wish; with `erase` everything about the person goes too. The audit has its
 *  line from the moment it is done. Returns what became of the erased bytes; null where nothing was erased. */
export async function withdrawSession(
  context: StoreContext,
  sessionId: string,
  { extent, actor, of }: Withdrawal,
): Promise<ErasedBytes | null> {
  if (extent === "keep") return await keepWithdrawn(context, sessionId, { actor, of });
  const base = context.database.query
    .selectFrom("sessions")
    .select(["study_id as studyId", "participant_id as subject"]);
  const whose = await base.where("id", "=", sessionId).executeTakeFirstOrThrow();
  return await eraseParticipant(context, whose.subject, { actor, action: "person erased", ...whose });
}

async function keepWithdrawn(
  context: StoreContext,
  sessionId: string,
  { actor, of }: Pick<Withdrawal, "actor" | "of">,
): Promise<null> {
  const head = await context.database.query.transaction().execute(async (transaction) => {
    const row = await lockedSession(context, transaction, sessionId);
    for (const one of await withWaves(transaction, row, of)) {
      if (one.withdrawn_at === null) await markWithdrawn(context, transaction, one);
    }
    const whose = { studyId: row.study_id, subject: row.participant_id };
    return await writeLine(context, transaction, { actor, action: "person withdrawn", ...whose });
  });
  await keepHead(context, head);
  return null;
}

/** The sessions that a wish to stop is about: the one in which it was said, or all of the person's. */
async function withWaves(query: Query, row: SessionRow, of: Withdrawal["of"]): Promise<readonly SessionRow[]> {
  if (of !== "person" && row.wave !== "") return [row];
  const select = query.selectFrom("sessions").selectAll().where("participant_id", "=", row.participant_id);
  return await select.orderBy("id").execute();
}

async function markWithdrawn(context: StoreContext, query: Query, row: SessionRow): Promise<void> {
  const changes = { withdrawn_at: momentIn(context, row) };
  await query.updateTable("sessions").set(changes).where("id", "=", row.id).execute();
  if (row.finished_at !== null) await countComplete(query, row, -1);
}
