import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Studies that are being made, each saved text for itself, and their pictures. A draft has members before it is a study,
 *  so that members no longer refer to studies. */
export const drafts: Migration = {
  name: "007-drafts",
  statements: ({ bytes, strict }: ColumnTypes) => [
    sql`create table drafts (study_id text not null, revision integer not null, yaml text not null, title text not null,
      saved_by text not null, saved_at text not null, primary key (study_id, revision)) ${strict}`,
    sql`create table assets (study_id text not null, sha256 text not null, name text not null, mime text not null,
      width integer, height integer, bytes ${bytes} not null, primary key (study_id, sha256)) ${strict}`,
    sql`create table members_of_drafts_too (study_id text not null,
      account_id text not null references accounts(id) on delete cascade, role text not null,
      primary key (study_id, account_id)) ${strict}`,
    sql`insert into members_of_drafts_too select study_id, account_id, role from members`,
    sql`drop table members`,
    sql`alter table members_of_drafts_too rename to members`,
  ],
};
