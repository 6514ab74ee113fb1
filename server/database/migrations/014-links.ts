import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Personal links are made in batches, which have a label, may end by themselves and can be taken back. */
export const linkBatches: Migration = {
  name: "014-links",
  statements: () => [
    sql`alter table links add column batch text`,
    sql`alter table links add column label text`,
    sql`alter table links add column expires_at text`,
    sql`alter table links add column revoked_at text`,
    sql`create index links_by_batch on links (study_id, batch)`,
  ],
};
