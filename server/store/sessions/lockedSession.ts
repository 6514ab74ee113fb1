import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";

/** One session, locked until the transaction ends. */
export async function lockedSession({ database }: StoreContext, query: Query, sessionId: string): Promise<SessionRow> {
  return await locked(
    database,
    query.selectFrom("sessions").selectAll().where("id", "=", sessionId),
  ).executeTakeFirstOrThrow();
}
