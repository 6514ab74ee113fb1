import { Problem } from "../../../experiments/contract/problem.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import type { ImportBatchRow } from "../../database/tables.ts";
import { keepHead, writeLine } from "../audit/audit.ts";
import { dropReports } from "../jobs/dropReports.ts";
import { ignore, withoutErased } from "./addRecords.ts";
import { type RecordTable, recordTables, type UndoneImport } from "./importStore.ts";

type Undoing = { readonly studyId: string; readonly id: string; readonly by: string };

const ROWS_AT_ONCE = 500;

/** Takes away what an import added and brings back what it corrected. First the import takes no further rows; then a few
 *  rows go at a time, so that whoever stores a trial meanwhile waits for a few. */
export async function undoImport(context: StoreContext, undoing: Undoing): Promise<UndoneImport | undefined> {
  const batch = await beginUndo(context, undoing);
  if (batch === undefined) return undefined;
  if (batch.undone_at !== null) return { removed: 0, restored: 0, already: true };
  const table = recordTables.find((one) => one === batch.kind);
  if (table === undefined) throw new RangeError(`no table holds records of the kind ${batch.kind}`);
  const removed = await untilNone(context, (query) => removeSome(query, table, batch.id));
  const restored = await untilNone(context, (query) => restoreSome(context, query, { table, batch: batch.id }));
  return { removed, restored, already: await endUndo(context, undoing, { table, removed, restored }) };
}

/** From now on the import takes no rows. Throws a Problem where a later import's corrections rest on it. */
async function beginUndo(
  { database, now }: StoreContext,
  { studyId, id }: Undoing,
): Promise<ImportBatchRow | undefined> {
  return await database.query.transaction().execute(async (query) => {
    const base = query.selectFrom("import_batches").selectAll().where("study_id", "=", studyId).where("id", "=", id);
    const batch = await locked(database, base).executeTakeFirst();
    if (batch === undefined || batch.undone_at !== null) return batch;
    const on = query.selectFrom("import_replaced").select("batch").where("replaced_batch", "=", id);
    const [later] = await query
      .selectFrom("import_batches")
      .selectAll()
      .where("id", "in", on)
      .orderBy("made_at", "desc")
      .limit(1)
      .execute();
    if (later) throw correctedBy(later);
    const at = now().toISOString();
    await query
      .updateTable("import_batches")
      .set({ undo_at: at })
      .where("id", "=", id)
      .where("undo_at", "is", null)
      .execute();
    return batch;
  });
}

function correctedBy({ file, made_at }: ImportBatchRow): Problem {
  return new Problem({
    code: "request-invalid",
    detail: `A later import, of ${file} on ${made_at.slice(0, 10)}, corrected rows of this one.`,
    todo: "Undo that one first: what it corrected comes back, and then this one can be undone.",
  });
}

/** The same small step until it finds nothing more; returns how many rows it was. */
async function untilNone({ database }: StoreContext, step: (query: Query) => Promise<readonly [number, number]>) {
  let total = 0;
  for (;;) {
    const began = performance.now();
    const [met, rows] = await database.query.transaction().execute(step);
    if (met === 0) return total;
    total += rows;
    // As long as they took, others have the database.
    await new Promise((resolve) => setTimeout(resolve, performance.now() - began));
  }
}

const pieces = {
  purchases: "dedupe_key",
  coverage: "participant_id",
  conditions: "product",
  predictors: "participant_id",
} as const;

async function removeSome(query: Query, table: RecordTable, batch: string): Promise<readonly [number, number]> {
  const column = query.dynamic.ref<never>(pieces[table]);
  const some = query.selectFrom(table).select(column).where("batch", "=", batch).limit(ROWS_AT_ONCE);
  const gone = await query.deleteFrom(table).where("batch", "=", batch).where(column, "in", some).executeTakeFirst();
  return [Number(gone.numDeletedRows), Number(gone.numDeletedRows)];
}

type Restoring = { readonly table: RecordTable; readonly batch: string };

/** Rows that were put aside come back, but those of people erased since and those of an import undone since. */
async function restoreSome(
  { database }: StoreContext,
  query: Query,
  { table, batch }: Restoring,
): Promise<readonly [number, number]> {
  const base = query.selectFrom("import_replaced").selectAll().where("batch", "=", batch);
  const some = await base.orderBy("key").limit(ROWS_AT_ONCE).execute();
  if (some.length === 0) return [0, 0];
  const undone = await query
    .selectFrom("import_batches")
    .select("id")
    .where("undo_at", "is not", null)
    .where("id", "in", [...new Set(some.map(({ replaced_batch }) => replaced_batch ?? ""))])
    .execute();
  const gone = new Set(undone.map(({ id }) => id));
  const back = some.filter(({ replaced_batch }) => replaced_batch === null || !gone.has(replaced_batch));
  let restored = 0;
  for (const { record } of await withoutErased(database, query, back)) {
    // Written by this store from the row it is.
    const result = await query.insertInto(table).values(JSON.parse(record)).onConflict(ignore).executeTakeFirst();
    restored += Number(result.numInsertedOrUpdatedRows ?? 0);
  }
  const keys = some.map(({ key }) => key);
  await query.deleteFrom("import_replaced").where("batch", "=", batch).where("key", "in", keys).execute();
  return [some.length, restored];
}

type Done = { readonly table: RecordTable; readonly removed: number; readonly restored: number };

/** Whether somebody else had ended it meanwhile. */
async function endUndo(context: StoreContext, { studyId, id, by }: Undoing, done: Done): Promise<boolean> {
  const line = await context.database.query.transaction().execute(async (query) => {
    const end = { undone_at: context.now().toISOString(), undone_by: by };
    const open = query.updateTable("import_batches").set(end).where("id", "=", id).where("undone_at", "is", null);
    if ((await open.executeTakeFirst()).numUpdatedRows === 0n) return null;
    if (done.table === "predictors") await dropNotes(query, studyId);
    await dropReports(query, studyId, REASON);
    const { table: kind, removed, restored } = done;
    const details = { import: id, kind, removed, restored };
    return await writeLine(context, query, { actor: by, action: "import undone", studyId, details });
  });
  if (line) await keepHead(context, line);
  return line === null;
}

const REASON = "An import was undone after this report was made, so it was thrown away. Make it again.";

/** Notes of predictors that nobody has any more. */
async function dropNotes(query: Query, studyId: string): Promise<void> {
  const names = query.selectFrom("predictors").select("name").where("study_id", "=", studyId);
  await query.deleteFrom("predictor_notes").where("study_id", "=", studyId).where("name", "not in", names).execute();
}
