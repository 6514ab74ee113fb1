import { type Kysely, sql } from "kysely";
import { Problem } from "../../../experiments/contract/problem.ts";
import type { Database } from "../database.ts";
import { sessions } from "./001-sessions.ts";
import { outcomes } from "./002-outcomes.ts";
import { accounts } from "./003-accounts.ts";
import { devices } from "./004-devices.ts";
import { signingIn } from "./005-signing-in.ts";
import { arrivals } from "./006-arrivals.ts";
import { drafts } from "./007-drafts.ts";
import { upkeep } from "./008-upkeep.ts";
import { sessionBounds } from "./009-session-bounds.ts";
import { draws } from "./010-draws.ts";
import { treatments } from "./011-treatments.ts";
import { waves } from "./012-waves.ts";
import { jobs } from "./013-jobs.ts";
import { linkBatches } from "./014-links.ts";
import { referrals } from "./015-referrals.ts";
import { shares } from "./016-shares.ts";
import { importBatches } from "./017-import-batches.ts";
import { readers } from "./018-readers.ts";
import { columnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** A named line of steps; each has its own list of steps done, so that two may share one database. */
export type MigrationLine = { readonly list: string; readonly steps: readonly Migration[] };

export const storeLine: MigrationLine = {
  list: "migrations",
  steps: [
    sessions,
    outcomes,
    accounts,
    devices,
    signingIn,
    arrivals,
    drafts,
    upkeep,
    sessionBounds,
    draws,
    treatments,
    waves,
    jobs,
    linkBatches,
    referrals,
    shares,
    importBatches,
    readers,
  ],
};

// Any number that no other program locks by chance; serialises servers that start together on one PostgreSQL.
const MIGRATION_LOCK = 0x5a7d0;

/** Brings a store to the newest shape in one transaction: either every missing step is made or none. It always writes,
 *  so that settings read afterwards are those of a store that has been written to.
 *  Throws a Problem when the store knows steps that this program does not. */
export async function migrate<T>(
  database: { readonly query: Kysely<T>; readonly dialect: Database["dialect"] },
  line: MigrationLine,
  now: () => Date,
): Promise<readonly string[]> {
  const list = sql.table(line.list);
  return await database.query.transaction().execute(async (transaction) => {
    if (database.dialect === "postgres") {
      // Another server may be at the same upgrade, and an index of a large table takes its time.
      await sql`set local statement_timeout = 0`.execute(transaction);
      await sql`set local lock_timeout = 0`.execute(transaction);
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
    }
    await sql`create table if not exists ${list} (name text primary key, applied_at text not null)`.execute(
      transaction,
    );
    const { rows } = await sql<{ name: string }>`select name from ${list}`.execute(transaction);
    const applied = new Set(rows.map((row) => row.name));
    refuseUnknown(applied, line.steps);
    const missing = line.steps.filter((step) => !applied.has(step.name));
    for (const step of missing) {
      for (const statement of step.statements(columnTypes(database.dialect))) await statement.execute(transaction);
      await sql`insert into ${list} values (${step.name}, ${now().toISOString()})`.execute(transaction);
    }
    await sql`update ${list} set applied_at = applied_at`.execute(transaction);
    return missing.map((step) => step.name);
  });
}

/** How many of the steps a store has not been through. Throws a Problem when it knows steps that this program does not. */
export async function missingSteps<T>(
  { query, dialect }: { readonly query: Kysely<T>; readonly dialect: Database["dialect"] },
  line: MigrationLine,
): Promise<"none" | "some" | "all"> {
  const tables = dialect === "sqlite" ? sql.table("sqlite_master") : sql.table("information_schema.tables");
  const name = dialect === "sqlite" ? sql.ref("name") : sql.ref("table_name");
  const found = await sql`select 1 from ${tables} where ${name} = ${line.list}`.execute(query);
  if (found.rows.length === 0) return "all";
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(line.list)}`.execute(query);
  const applied = new Set(rows.map((row) => row.name));
  refuseUnknown(applied, line.steps);
  const missing = line.steps.filter((step) => !applied.has(step.name));
  if (missing.length === 0) return "none";
  return missing.length === line.steps.length ? "all" : "some";
}

function refuseUnknown(applied: ReadonlySet<string>, steps: readonly Migration[]): void {
  const known = new Set(steps.map((step) => step.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Problem({
    code: "store-newer",
    detail: `The store has been through ${unknown.join(", ")}, which this version does not know.`,
    todo: "Start the newer version of Saydo, or restore a backup made before the upgrade.",
  });
}
