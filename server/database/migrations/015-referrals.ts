import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** Personal links and, for each day after they were shown, how often they were opened. Nothing of who opened them. */
export const referrals: Migration = {
  name: "015-referrals",
  statements: ({ whole, strict }: ColumnTypes) => [
    sql`create table referrals (code text primary key, session_id text not null references sessions(id),
      instance text not null, target text not null, days ${whole} not null, shown_at text not null, visited_at text,
      unique (session_id, instance)) ${strict}`,
    sql`create table referral_days (code text not null references referrals(code), day ${whole} not null,
      opened ${whole} not null, self_visits ${whole} not null, visits ${whole} not null,
      primary key (code, day)) ${strict}`,
  ],
};
