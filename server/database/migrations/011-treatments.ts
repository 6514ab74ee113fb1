import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** The levels of treatments that a session drew, as JSON, and how many sessions of a study version drew each combination. */
export const treatments: Migration = {
  name: "011-treatments",
  statements: () => [
    sql`alter table sessions add column treatments text`,
    sql`create table treatment_starts (
      study_hash text not null,
      is_simulated integer not null,
      treatments text not null,
      starts integer not null,
      primary key (study_hash, is_simulated, treatments)
    )`,
  ],
};
