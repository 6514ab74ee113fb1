import type { Query } from "../../database/database.ts";

/** The numbers above `after` under which a trial or an invalid item's bytes are kept, lowest first. */
export async function storedSeqs(query: Query, sessionId: string, after: number): Promise<readonly number[]> {
  const rows = await query
    .selectFrom("trials")
    .select("seq")
    .where("session_id", "=", sessionId)
    .where("seq", ">", after)
    .union(
      query
        .selectFrom("quarantine")
        .select("seq")
        .where("session_id", "=", sessionId)
        .where("status", "=", "invalid")
        .where("seq", ">", after),
    )
    .orderBy("seq")
    .execute();
  return rows.map((row) => row.seq);
}
