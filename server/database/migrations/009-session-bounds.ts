import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** How much a session holds, which numbers above its mark are there, and what was refused for being too much. */
export const sessionBounds: Migration = {
  name: "009-session-bounds",
  statements: ({ whole }: ColumnTypes) => [
    sql`alter table sessions add column stored_bytes ${whole} not null default 0`,
    sql`alter table sessions add column above text`,
    sql`alter table sessions add column over_limit integer not null default 0`,
    sql`create index sessions_by_study on sessions (study_id, started_at, id)`,
  ],
};
