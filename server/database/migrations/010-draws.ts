import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Draws of paid choices, what was won, the lists by which it is handed out, and who may not draw again after an erasure. */
export const draws: Migration = {
  name: "010-draws",
  statements: ({ bytes, whole, strict }: ColumnTypes) => [
    sql`create table draws (session_id text not null references sessions(id), instance text not null,
      commitment text not null, sealed ${bytes} not null, closed_at text, result text,
      primary key (session_id, instance)) ${strict}`,
    sql`create table winnings (id text primary key, study_id text not null references studies(id),
      session_id text, participant_id text, instance text not null, claim_code text, gets text not null,
      bonus ${whole} not null, currency text not null, won_on text not null, state text not null, batch text,
      reason text, unique (session_id, instance)) ${strict}`,
    sql`create index winnings_by_study on winnings (study_id, state)`,
    sql`create index winnings_by_participant on winnings (participant_id)`,
    sql`create table handed_batches (id text primary key, study_id text not null references studies(id),
      recipient text not null, made_at text not null) ${strict}`,
    sql`create table tombstones (study_id text not null references studies(id), key_hash text not null,
      primary key (study_id, key_hash)) ${strict}`,
  ],
};
