import { sql } from "kysely";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Query } from "../database/database.ts";
import { storeTables, vaultTables } from "./dump.ts";
import type { Pair } from "./pair.ts";

/** Refuses a store into which a restore began and did not come to its end: some of it may be missing, or people in it who
 *  were erased since. */
export async function refuseHalfRestored(query: Query): Promise<void> {
  const file = await restoringIn(query);
  if (file === null) return;
  throw new Problem({
    code: "store-damaged",
    detail: `Restoring ${file} into this store was begun and has not come to its end.`,
    todo: "Run the same saydo restore again; it begins anew.",
  });
}

/** What is being restored into a store; null where nothing is. */
export async function restoringIn(query: Query): Promise<string | null> {
  const row = await query.selectFrom("store_state").select("restoring").where("id", "=", 1).executeTakeFirst();
  return row?.restoring ?? null;
}

/** Marks a store as not whole and takes out what an earlier restore left in it. */
export async function beginRestoring({ database, keys }: Pair, file: string): Promise<void> {
  await database.query.transaction().execute(async (transaction) => {
    await transaction.updateTable("store_state").set({ restoring: file }).where("id", "=", 1).execute();
    for (const table of storeTables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(transaction);
  });
  await keys.query.transaction().execute(async (transaction) => {
    for (const table of vaultTables) await sql`delete from ${sql.table(table)}`.execute(transaction);
  });
}

/** Marks a store as whole. */
export async function endRestoring({ database }: Pair): Promise<void> {
  await database.query.updateTable("store_state").set({ restoring: null }).where("id", "=", 1).execute();
}
