import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Which import every record came with, and what an import put aside, so that it can be undone exactly. */
export const importBatches: Migration = {
  name: "017-import-batches",
  statements: ({ whole, strict }: ColumnTypes) => [
    sql`create table import_batches (id text primary key, study_id text not null references studies(id),
      kind text not null, file text not null, sha256 text not null, made_by text not null, made_at text not null,
      finished_at text, rows_read ${whole} not null, matched ${whole} not null, added ${whole} not null,
      duplicate ${whole} not null, changed ${whole} not null, covers_from text, covers_until text, undo_at text,
      undone_at text, undone_by text) ${strict}`,
    sql`create index import_batches_by_study on import_batches (study_id, made_at, id)`,
    sql`create table import_replaced (batch text not null references import_batches(id), key text not null,
      participant_id text not null, replaced_batch text, record text not null, primary key (batch, key)) ${strict}`,
    sql`create index import_replaced_by_participant on import_replaced (participant_id)`,
    sql`create index import_replaced_by_batch on import_replaced (replaced_batch)`,
    sql`alter table purchases add column batch text`,
    sql`alter table coverage add column batch text`,
    sql`alter table conditions add column batch text`,
    sql`alter table predictors add column batch text`,
    sql`create index purchases_by_batch on purchases (batch)`,
    sql`create index coverage_by_batch on coverage (batch)`,
    sql`create index predictors_by_batch on predictors (batch)`,
  ],
};
