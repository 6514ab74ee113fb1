import { randomBytes } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { type ImportStore, recordTables, type UndoPreview } from "./importStore.ts";
import { undoImport } from "./undoImport.ts";

const ID_BYTES = 6;

export function importStore(context: StoreContext): ImportStore {
  const { query } = context.database;
  return {
    async begin({ studyId, kind, file, by }) {
      const id = randomBytes(ID_BYTES).toString("hex");
      const zeros = { rows_read: 0, matched: 0, added: 0, duplicate: 0, changed: 0 };
      const row = { id, study_id: studyId, kind, file, sha256: "", made_by: by, made_at: context.now().toISOString() };
      const never = { finished_at: null, covers_from: null, covers_until: null };
      const undo = { undo_at: null, undone_at: null, undone_by: null };
      await query
        .insertInto("import_batches")
        .values({ ...row, ...zeros, ...never, ...undo })
        .execute();
      return id;
    },
    async finish(id, { sha256, rowsRead, matched, added, duplicate, changed }) {
      const { kind } = await query
        .selectFrom("import_batches")
        .select("kind")
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const counts = { sha256, rows_read: rowsRead, matched, added, duplicate, changed };
      const end = { ...counts, ...(await covered(query, kind, id)), finished_at: context.now().toISOString() };
      await query.updateTable("import_batches").set(end).where("id", "=", id).execute();
    },
    async list(studyId, { limit, before }) {
      const base = query.selectFrom("import_batches").selectAll().where("study_id", "=", studyId);
      const last = before === undefined ? undefined : await base.where("id", "=", before).executeTakeFirst();
      const page =
        last === undefined
          ? base
          : base.where((is) =>
              is.or([
                is("made_at", "<", last.made_at),
                is.and([is("made_at", "=", last.made_at), is("id", "<", last.id)]),
              ]),
            );
      return await page.orderBy("made_at", "desc").orderBy("id", "desc").limit(limit).execute();
    },
    look: (studyId, id) => lookAtUndo(query, studyId, id),
    undo: (studyId, id, by) => undoImport(context, { studyId, id, by }),
  };
}

const moments = {
  purchases: ["purchased_at", "purchased_at"],
  coverage: ["observed_from", "observed_until"],
  conditions: ["from_at", "to_at"],
} as const;

/** The first and last moment that the rows of an import are about; predictors have none. */
async function covered(query: Query, kind: string, batch: string) {
  const table = recordTables.find((one) => one === kind);
  if (table === undefined || table === "predictors") return {};
  const [from, until] = moments[table];
  const { ref } = query.dynamic;
  const base = query.selectFrom(table).where("batch", "=", batch);
  const row = await base
    .select((is) => [is.fn.min(ref(from)).as("from"), is.fn.max(ref(until)).as("until")])
    .executeTakeFirst();
  return { covers_from: textOf(row?.from), covers_until: textOf(row?.until) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

async function lookAtUndo(query: Query, studyId: string, id: string): Promise<UndoPreview | undefined> {
  const base = query.selectFrom("import_batches").selectAll().where("study_id", "=", studyId);
  const batch = await base.where("id", "=", id).executeTakeFirst();
  const table = recordTables.find((one) => one === batch?.kind);
  if (batch === undefined || table === undefined) return undefined;
  const rows = query
    .selectFrom(table)
    .select((is) => is.fn.countAll<number>().as("rows"))
    .where("batch", "=", id);
  const aside = query.selectFrom("import_replaced").select((is) => is.fn.countAll<number>().as("rows"));
  const on = query.selectFrom("import_replaced").select("batch").where("replaced_batch", "=", id);
  const later = base.where("kind", "=", batch.kind).where("made_at", ">", batch.made_at).where("undone_at", "is", null);
  return {
    batch,
    removes: Number((await rows.executeTakeFirstOrThrow()).rows),
    restores: Number((await aside.where("batch", "=", id).executeTakeFirstOrThrow()).rows),
    correctedBy: await base.where("id", "in", on).orderBy("made_at", "desc").execute(),
    repeatedBy: await later.where("duplicate", ">", 0).orderBy("made_at").limit(MOST_NAMED).execute(),
  };
}

const MOST_NAMED = 10;
