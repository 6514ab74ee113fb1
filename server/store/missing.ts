import type { Query } from "./database.ts";

// A list this long says enough; the client sends everything it still has anyway.
const LISTED = 10_000;

/** The numbers below `until` under which nothing is stored, lowest first, at most 10,000 of them. */
export async function missingSeqs(query: Query, sessionId: string, until: number): Promise<readonly number[]> {
  const there = new Set(await storedSeqs(query, sessionId, -1));
  const missing: number[] = [];
  for (let seq = 0; seq < until && missing.length < LISTED; seq += 1) if (!there.has(seq)) missing.push(seq);
  return missing;
}

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
