import type { StoreContext } from "../store/context.ts";
import { type Query, runsOf } from "../store/database.ts";

type Rows<T> = {
  readonly rows: readonly T[];
  readonly isDryRun: boolean;
  /** Inserts those that are not there yet. */
  insert(query: Query, run: readonly T[]): Promise<{ readonly numInsertedOrUpdatedRows?: bigint | undefined }>;
};

/** Inserts the rows that are not there yet, all in one transaction; returns how many those were. A dry run does the same
 *  and takes it back. */
export async function insertNew<T>({ database }: StoreContext, { rows, isDryRun, insert }: Rows<T>): Promise<number> {
  const undo = new Error("dry run");
  let added = 0;
  try {
    await database.query.transaction().execute(async (transaction) => {
      for (const run of runsOf(rows)) added += Number((await insert(transaction, run)).numInsertedOrUpdatedRows ?? 0);
      if (isDryRun) throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return added;
}
