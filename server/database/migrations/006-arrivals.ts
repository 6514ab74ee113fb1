import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Who holds a place of the quota, went on at another device or was screened out; and what became of arrivals that led to no
 *  session. People at work when a store is upgraded hold the places they have. */
export const arrivals: Migration = {
  name: "006-arrivals",
  statements: ({ strict }: ColumnTypes) => [
    sql`alter table sessions add column holds_place integer not null default 1`,
    sql`alter table sessions add column moved_at text`,
    sql`alter table sessions add column screened_out_at text`,
    sql`create index sessions_by_completion_code on sessions (completion_code)`,
    sql`create table arrivals (study_id text not null references studies(id), what text not null,
      people integer not null, last_at text not null, primary key (study_id, what)) ${strict}`,
  ],
};
