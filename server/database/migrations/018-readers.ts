import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Who reads the console: which studies are theirs, found without a look at the others, and the time zone they read in. */
export const readers: Migration = {
  name: "018-readers",
  statements: () => [
    sql`create index members_by_account on members (account_id, study_id)`,
    sql`create index study_versions_by_study on study_versions (study_id)`,
    sql`alter table accounts add column time_zone text`,
  ],
};
