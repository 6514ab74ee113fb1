import type { StoreContext } from "../../database/context.ts";
import { type Database, locked, type Query, runsOf } from "../../database/database.ts";
import type { AddMode } from "../store.ts";
import { refuseUndone } from "./refuseUndone.ts";

/** What adds records: the store, and the import they come with; null where none is listed. */
export type Adding = StoreContext & { readonly batch: string | null };

export const ignore = <T>(on: { doNothing(): T }): T => on.doNothing();

type Insert<T> = (
  query: Query,
  run: readonly T[],
) => { executeTakeFirst(): Promise<{ readonly numInsertedOrUpdatedRows?: bigint | undefined } | undefined> };

const LOOKED_UP = 500;

/** The rows but those of people erased since they were matched. On PostgreSQL whoever is erased later waits for this. */
export async function withoutErased<T extends object>(
  database: Database,
  query: Query,
  rows: readonly T[],
): Promise<readonly T[]> {
  const personOf = (row: T) => ("participant_id" in row ? String(row.participant_id) : "");
  const ids = [...new Set(rows.map(personOf))].filter((id) => id !== "").sort();
  const erased = new Set<string>();
  for (let from = 0; from < ids.length; from += LOOKED_UP) {
    const some = ids.slice(from, from + LOOKED_UP);
    await locked(
      database,
      query.selectFrom("participants").select("id").where("id", "in", some).orderBy("id"),
    ).execute();
    const found = query.selectFrom("erasures").select("participant_id as id").where("participant_id", "in", some);
    for (const { id } of await found.execute()) erased.add(id);
  }
  return rows.filter((row) => !erased.has(personOf(row)));
}

const ROWS_AT_ONCE = 500;
const LEAST_PAUSE_MS = 2;

/** Inserts the rows that are not there yet, a few at a time, and returns how many those were: whoever stores a trial
 *  meanwhile waits for a few, not for the file. What was cut off is completed by the same file again. A trial run does the
 *  same and takes each few back. */
export async function addNew<T extends object>(
  { database, batch }: Adding,
  { rows, mode, key }: { readonly rows: readonly T[]; readonly mode: AddMode; readonly key: (row: T) => unknown },
  insert: Insert<T>,
): Promise<number> {
  const once = onceEach(rows, key);
  let added = 0;
  for (let from = 0; from < once.length; from += ROWS_AT_ONCE) {
    const began = performance.now();
    added += await addSome(database, { rows: once.slice(from, from + ROWS_AT_ONCE), mode, batch }, insert);
    // As long as they took, others have the database.
    await new Promise((resolve) => setTimeout(resolve, Math.max(LEAST_PAUSE_MS, performance.now() - began)));
  }
  return added;
}

function onceEach<T>(rows: readonly T[], key: (row: T) => unknown): readonly T[] {
  const first = new Map<string, T>();
  for (const row of rows) {
    const name = JSON.stringify(key(row));
    if (!first.has(name)) first.set(name, row);
  }
  return [...first.values()];
}

async function addSome<T extends object>(
  database: Database,
  { rows, mode, batch }: { readonly rows: readonly T[]; readonly mode: AddMode; readonly batch: string | null },
  insert: Insert<T>,
): Promise<number> {
  const undo = new Error("dry run");
  let added = 0;
  try {
    await database.query.transaction().execute(async (transaction) => {
      if (batch !== null) await refuseUndone(database, transaction, batch);
      for (const run of runsOf(await withoutErased(database, transaction, rows))) {
        const result = await insert(
          transaction,
          run.map((row) => ({ ...row, batch })),
        ).executeTakeFirst();
        added += Number(result?.numInsertedOrUpdatedRows ?? 0);
      }
      if (mode === "try") throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return added;
}
