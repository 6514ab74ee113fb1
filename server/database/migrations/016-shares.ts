import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Links that open one report each, to people without an account. */
export const shares: Migration = {
  name: "016-shares",
  statements: ({ whole, strict }: ColumnTypes) => [
    sql`create table shares (id text primary key, token_hash text not null unique, study_id text not null,
      report text not null, label text not null, password text, expires_at text not null, made_by text not null,
      made_at text not null, revoked_at text, opened ${whole} not null, opened_at text) ${strict}`,
    sql`create index shares_by_study on shares (study_id, made_at)`,
  ],
};
