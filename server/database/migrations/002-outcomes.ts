import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** What the company's records say: purchases, coverage, conditions, predictors. */
export const outcomes: Migration = {
  name: "002-outcomes",
  statements: ({ real, strict }: ColumnTypes) => [
    sql`create table purchases (study_id text not null references studies(id),
      participant_id text not null references participants(id) on delete cascade, dedupe_key text not null,
      purchased_at text not null, product text not null, kind text not null, order_ref text, quantity ${real},
      amount ${real}, currency text, channel text, primary key (study_id, dedupe_key)) ${strict}`,
    sql`create index purchases_by_participant on purchases (participant_id)`,
    sql`create table coverage (study_id text not null references studies(id), participant_id text not null,
      source text not null, observed_from text not null, observed_until text not null,
      primary key (study_id, participant_id, source, observed_from, observed_until)) ${strict}`,
    sql`create index coverage_by_participant on coverage (participant_id)`,
    sql`create table conditions (study_id text not null references studies(id), product text not null,
      from_at text not null, to_at text not null, price ${real}, promotion text, in_stock integer, advertising text,
      primary key (study_id, product, from_at, to_at)) ${strict}`,
    sql`create table predictors (study_id text not null references studies(id),
      participant_id text not null references participants(id) on delete cascade, name text not null,
      value ${real} not null, primary key (study_id, participant_id, name)) ${strict}`,
    sql`create table predictor_notes (study_id text not null references studies(id), name text not null,
      note text not null, primary key (study_id, name)) ${strict}`,
  ],
};
