import { sql } from "kysely";
import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import type { CellCount } from "./drawCell.ts";

export type LedgerKey = { readonly studyHash: string; readonly isSimulated: number };

/** A session counts as abandoned once this many that started after it have finished: no clock, so that a study of five
 *  minutes and one of an hour are judged alike. */
const OVERTAKEN_BY = 3;

/** The share of a quota that each cell of the design has, and since when a sign of life holds a place. */
export type CellShare = { readonly places: number; readonly heldSince: string };

/** The filling of every cell that anyone was assigned to, and the position of the next start. */
export async function readLedger(
  query: Query,
  key: LedgerKey,
  share?: CellShare,
): Promise<{ readonly cells: ReadonlyMap<string, CellCount>; readonly nextOrdinal: number }> {
  const rows = await query
    .selectFrom("cells")
    .select(["cell", "starts", "completes"])
    .where("study_hash", "=", key.studyHash)
    .where("is_simulated", "=", key.isSimulated)
    .execute();
  const active = await activeByCell(query, key);
  const held = share && (await heldByCell(query, key, share.heldSince));
  const cells = rows.map(({ cell, starts, completes }) => {
    const beyondShare = share ? Math.max(0, (held?.get(cell) ?? 0) + 1 - Math.floor(share.places)) : 0;
    return [cell, { starts, completes, active: active.get(cell) ?? 0, beyondShare }] as const;
  });
  return { cells: new Map(cells), nextOrdinal: rows.reduce((sum, row) => sum + row.starts, 0) };
}

async function activeByCell(query: Query, key: LedgerKey): Promise<ReadonlyMap<string, number>> {
  const ofVersion = query
    .selectFrom("sessions")
    .where("study_hash", "=", key.studyHash)
    .where("wave", "=", "")
    .where("is_simulated", "=", key.isSimulated);
  const overtaker = await ofVersion
    .select("ordinal")
    .where("finished_at", "is not", null)
    .orderBy("ordinal", "desc")
    .limit(1)
    .offset(OVERTAKEN_BY - 1)
    .executeTakeFirst();
  const rows = await ofVersion
    .select(["cell", sql<number>`count(*)`.as("people")])
    .where("ordinal", ">", overtaker?.ordinal ?? -1)
    .where("finished_at", "is", null)
    .where("withdrawn_at", "is", null)
    .groupBy("cell")
    .execute();
  return new Map(rows.map((row) => [row.cell, Number(row.people)]));
}

/** The places of the quota that are taken, by cell: those who finished, and those who agreed and gave a sign of life of
 *  late. Who came and was told that it is full takes none. */
async function heldByCell(query: Query, key: LedgerKey, since: string): Promise<ReadonlyMap<string, number>> {
  const rows = await query
    .selectFrom("sessions")
    .select(["cell", sql<number>`count(*)`.as("places")])
    .where("study_hash", "=", key.studyHash)
    .where("is_simulated", "=", key.isSimulated)
    .where("wave", "=", "")
    .where("withdrawn_at", "is", null)
    .where((is) =>
      is.or([is("finished_at", "is not", null), is.and([is("takes_part", "=", 1), is("seen_at", ">", since)])]),
    )
    .groupBy("cell")
    .execute();
  return new Map(rows.map((row) => [row.cell, Number(row.places)]));
}

/** Writes a start into the ledger. */
export async function countStart(query: Query, key: LedgerKey, cell: string): Promise<void> {
  await query
    .insertInto("cells")
    .values({ study_hash: key.studyHash, is_simulated: key.isSimulated, cell, starts: 1, completes: 0 })
    .onConflict((on) =>
      on.columns(["study_hash", "is_simulated", "cell"]).doUpdateSet({ starts: sql<number>`cells.starts + 1` }),
    )
    .execute();
}

/** Writes a complete into the ledger, or takes one out when its person withdraws. Waves are in no balance. */
export async function countComplete(
  query: Query,
  session: Pick<SessionRow, "study_hash" | "is_simulated" | "cell" | "wave">,
  change: 1 | -1,
): Promise<void> {
  if (session.wave !== "") return;
  await query
    .updateTable("cells")
    .set({ completes: sql<number>`completes + ${change}` })
    .where("study_hash", "=", session.study_hash)
    .where("is_simulated", "=", session.is_simulated)
    .where("cell", "=", session.cell)
    .execute();
}
