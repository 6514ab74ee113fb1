import { sql } from "kysely";
import type { Assignment } from "../../../experiments/contract/session.ts";
import type { Query } from "../../database/database.ts";
import { cellName, drawCell } from "./drawCell.ts";
import type { LedgerKey } from "./ledger.ts";

/** Draws a new session's level of each treatment from the combination with the fewest starts, by chance among equals, and
 *  counts the start. Treatments are even in starts, not in completes: what a treatment does to how many finish must stay to
 *  be seen (behaviour.md, §6). Null where the study has none.
 *  @param random uniform in [0, 1) */
export async function drawTreatments(
  query: Query,
  key: LedgerKey,
  { factors, random }: { readonly factors: Readonly<Record<string, readonly string[]>>; readonly random: () => number },
): Promise<string | null> {
  if (Object.keys(factors).length === 0) return null;
  const rows = await query
    .selectFrom("treatment_starts")
    .select(["treatments", "starts"])
    .where("study_hash", "=", key.studyHash)
    .where("is_simulated", "=", key.isSimulated)
    .execute();
  const ledger = new Map(rows.map(({ treatments, starts }) => [treatments, { starts, completes: 0, active: 0 }]));
  const drawn = drawCell(factors, ledger, random);
  await countTreatments(query, key, drawn);
  return cellName(drawn);
}

/** Counts a start with these levels. */
export async function countTreatments(query: Query, key: LedgerKey, drawn: Assignment): Promise<void> {
  const treatments = cellName(drawn);
  await query
    .insertInto("treatment_starts")
    .values({ study_hash: key.studyHash, is_simulated: key.isSimulated, treatments, starts: 1 })
    .onConflict((on) =>
      on
        .columns(["study_hash", "is_simulated", "treatments"])
        .doUpdateSet({ starts: sql<number>`treatment_starts.starts + 1` }),
    )
    .execute();
}
