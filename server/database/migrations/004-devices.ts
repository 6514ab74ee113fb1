import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** What is known of a session's device, and tries that can be taken back. Tries live for an hour, so none is carried over. */
export const devices: Migration = {
  name: "004-devices",
  statements: ({ strict }: ColumnTypes) => [
    sql`alter table sessions add column device text`,
    sql`drop table tries`,
    sql`create table tries (id text primary key, subject text not null, at text not null) ${strict}`,
    sql`create index tries_by_subject on tries (subject, at)`,
  ],
};
