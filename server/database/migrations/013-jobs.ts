import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Long work that every server of a store can take up, and which earlier text an undone draft brought back. */
export const jobs: Migration = {
  name: "013-jobs",
  statements: ({ bytes, strict }: ColumnTypes) => [
    sql`create table jobs (id text primary key, study_id text not null, kind text not null, input text not null,
      state text not null, done integer not null, total integer, reason text, asked_by text not null,
      asked_at text not null, taken_by text, beat_at text, ended_at text, result ${bytes}, result_type text) ${strict}`,
    sql`create index jobs_by_study on jobs (study_id, asked_at)`,
    sql`create index jobs_by_state on jobs (state, asked_at)`,
    sql`alter table drafts add column as_of integer`,
  ],
};
