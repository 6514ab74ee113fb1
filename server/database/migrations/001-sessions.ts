import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Studies, participants, sessions and their trials. */
export const sessions: Migration = {
  name: "001-sessions",
  statements: (types) => [...studies(types), ...people(types), ...trials(types)],
};

const studies = ({ bytes, strict }: ColumnTypes) => [
  sql`create table studies (id text primary key, hash text not null, state text not null, created_at text not null)
    ${strict}`,
  sql`create table study_versions (hash text primary key, study_id text not null, definition ${bytes} not null,
    created_at text not null) ${strict}`,
  sql`create table cells (study_hash text not null, is_simulated integer not null, cell text not null,
    starts integer not null, completes integer not null, primary key (study_hash, is_simulated, cell)) ${strict}`,
  sql`create table links (study_id text not null references studies(id), link_hash text not null, session_id text,
    created_at text not null, spent_at text, primary key (study_id, link_hash)) ${strict}`,
];

const people = ({ bytes, strict }: ColumnTypes) => [
  sql`create table participants (id text primary key, study_id text not null references studies(id),
    is_simulated integer not null, created_at text not null) ${strict}`,
  sql`create table participant_keys (study_id text not null, key_hash text not null,
    participant_id text not null references participants(id) on delete cascade, primary key (study_id, key_hash)) ${strict}`,
  sql`create index participant_keys_by_participant on participant_keys (participant_id)`,
  sql`create table identifiers (participant_id text primary key references participants(id) on delete cascade,
    sealed ${bytes} not null, created_at text not null) ${strict}`,
  sql`create table erasures (participant_id text primary key, study_id text not null, erased_at text not null) ${strict}`,
];

const trials = ({ bytes, whole, strict }: ColumnTypes) => [
  sql`create table sessions (id text primary key, study_id text not null references studies(id),
    study_hash text not null references study_versions(hash), participant_id text not null references participants(id),
    is_simulated integer not null, token_hash text not null unique, language text not null, ordinal integer not null,
    cell text not null, seed ${whole} not null, started_at text not null, seen_at text not null, consent_hash text,
    consented_at text, purposes text, takes_part integer, acked_through integer not null, highest_seq integer not null,
    quarantined integer not null, finished_at text, trial_count integer, completion_code text, withdrawn_at text,
    erased_at text) ${strict}`,
  sql`create index sessions_by_order on sessions (study_hash, is_simulated, ordinal)`,
  sql`create index sessions_by_participant on sessions (participant_id)`,
  sql`create table consents (session_id text not null references sessions(id), number integer not null,
    consent_hash text not null, language text not null, purposes text not null, given_at text not null,
    primary key (session_id, number)) ${strict}`,
  sql`create table trials (session_id text not null references sessions(id), seq integer not null,
    id text not null unique, body ${bytes} not null, digest ${bytes} not null, received_at text not null,
    primary key (session_id, seq)) ${strict}`,
  sql`create table quarantine (session_id text not null references sessions(id), seq integer not null,
    digest ${bytes} not null, status text not null, item ${bytes} not null, problem text not null,
    received_at text not null, primary key (session_id, seq, digest)) ${strict}`,
];
