import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Second factors that wait to be confirmed, ways back in, and who made an invitation. Of links to studies made before,
 *  nobody knows who made them: they work no more. */
export const signingIn: Migration = {
  name: "005-signing-in",
  statements: ({ bytes, strict }: ColumnTypes) => [
    sql`alter table accounts add column totp_next ${bytes}`,
    sql`alter table invitations add column invited_by text`,
    sql`update invitations set invited_by = 'unknown' where study_id is not null and used_at is null`,
    sql`create table recovery_codes (code_hash text primary key,
      account_id text not null references accounts(id) on delete cascade, used_at text) ${strict}`,
    sql`create index recovery_codes_by_account on recovery_codes (account_id)`,
    sql`create table known_browsers (token_hash text not null, subject text not null, seen_at text not null,
      primary key (token_hash, subject)) ${strict}`,
    sql`create table password_resets (secret_hash text primary key,
      account_id text not null references accounts(id) on delete cascade, expires_at text not null, used_at text) ${strict}`,
    sql`create index invitations_by_study on invitations (study_id)`,
  ],
};
