import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import { marksOf } from "./progress.ts";
import { missingOf } from "./seqMarks.ts";

type Marked = Pick<SessionRow, "id" | "acked_through" | "highest_seq" | "above">;

// A list this long says enough; the client sends everything it still has anyway.
const LISTED = 10_000;

/** The numbers below `until` under which nothing is stored, lowest first, at most 10,000 of them. */
export async function missingSeqs(query: Query, session: Marked, until: number): Promise<readonly number[]> {
  return missingOf(await marksOf(query, session), until, LISTED);
}
