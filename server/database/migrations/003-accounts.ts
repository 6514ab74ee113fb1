import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Who may use the console, and the record of what was done. */
export const accounts: Migration = {
  name: "003-accounts",
  statements: ({ bytes, strict }: ColumnTypes) => [
    sql`create table accounts (id text primary key, email text not null unique, name text not null,
      password text not null, totp ${bytes}, totp_confirmed_at text, totp_step integer not null,
      is_admin integer not null, disabled_at text, created_at text not null) ${strict}`,
    sql`create table account_sessions (token_hash text primary key,
      account_id text not null references accounts(id) on delete cascade, created_at text not null,
      seen_at text not null) ${strict}`,
    sql`create table members (study_id text not null references studies(id),
      account_id text not null references accounts(id) on delete cascade, role text not null,
      primary key (study_id, account_id)) ${strict}`,
    sql`create table invitations (secret_hash text primary key, study_id text, role text not null,
      created_at text not null, expires_at text not null, used_at text) ${strict}`,
    sql`create table tries (subject text not null, at text not null) ${strict}`,
    sql`create index tries_by_subject on tries (subject, at)`,
    sql`create table audit (seq integer primary key, at text not null, actor text not null, action text not null,
      study_id text, subject text, details text not null, previous text not null, hash text not null) ${strict}`,
  ],
};
