import { sql } from "kysely";
import type { Database, Query } from "../database/database.ts";
import { runsOf } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { VaultTables } from "../database/vault.ts";

/** A row on its way into or out of a backup: bytes are `{"$bytes": base64}`. */
export type DumpedRow = { readonly table: string; readonly row: Readonly<Record<string, unknown>> };

// In the order in which rows may refer to those before.
export const storeTables: readonly (keyof Tables)[] = [
  ...([
    "studies",
    "study_versions",
    "cells",
    "treatment_starts",
    "participants",
    "participant_keys",
    "identifiers",
    "erasures",
  ] as const),
  ...([
    "sessions",
    "wave_people",
    "consents",
    "trials",
    "draws",
    "winnings",
    "handed_batches",
    "tombstones",
    "referrals",
    "referral_days",
    "quarantine",
    "links",
    "arrivals",
    "purchases",
    "coverage",
  ] as const),
  ...([
    "conditions",
    "predictors",
    "predictor_notes",
    "import_batches",
    "import_replaced",
    "accounts",
    "recovery_codes",
    "members",
  ] as const),
  ...(["invitations", "drafts", "assets", "audit", "erasing"] as const),
];
export const vaultTables: readonly (keyof VaultTables)[] = ["study_keys", "person_keys", "audit_head"];
const PAGE = 2000;

/** Every row of a store, in an order in which they can be inserted again. Console sessions are left out: a restored
 *  server asks everyone to sign in. */
export async function* dumpStore(query: Query): AsyncGenerator<DumpedRow> {
  for (const table of storeTables) {
    if (table === "trials") yield* pagedTrials(query);
    else yield* allRows(query, table);
  }
}

export async function* dumpVault(database: Database<VaultTables>): AsyncGenerator<DumpedRow> {
  for (const table of vaultTables) {
    for (const row of await database.query.selectFrom(table).selectAll().execute()) {
      yield { table: `keys.${table}`, row: withoutBytes(row) };
    }
  }
}

/** Whether a store holds nothing yet. */
export async function isEmpty(query: Query): Promise<boolean> {
  const row = await query.selectFrom("studies").select("id").limit(1).executeTakeFirst();
  const account = await query.selectFrom("accounts").select("id").limit(1).executeTakeFirst();
  return row === undefined && account === undefined;
}

/** Inserts dumped rows, many at a time. */
async function loadRows<T>(query: Query<T>, rows: readonly DumpedRow[]): Promise<void> {
  for (const run of runsByTable(rows)) {
    const [first] = run;
    if (!first) continue;
    const table = sql.table(first.table.replace(/^keys\./, ""));
    const columns = Object.keys(first.row);
    for (const some of runsOf(run, [50, 1])) {
      const values = some.map(({ row }) => sql`(${sql.join(columns.map((name) => withBytes(row[name])))})`);
      await sql`insert into ${table} (${sql.join(columns.map((name) => sql.ref(name)))}) values ${sql.join(values)}`.execute(
        query,
      );
    }
  }
}

const AT_ONCE = 2000;

/** Inserts the rows of a stream that are wanted, in one transaction; returns how many of each table. */
export async function loadAll<T>(
  database: Database<T>,
  rows: AsyncIterable<DumpedRow>,
  wanted: (table: string) => boolean,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  await database.query.transaction().execute(async (transaction) => {
    let some: DumpedRow[] = [];
    for await (const row of rows) {
      if (!wanted(row.table)) continue;
      counts[row.table] = (counts[row.table] ?? 0) + 1;
      some.push(row);
      if (some.length < AT_ONCE) continue;
      await loadRows(transaction, some);
      some = [];
    }
    await loadRows(transaction, some);
  });
  return counts;
}

function runsByTable(rows: readonly DumpedRow[]): readonly (readonly DumpedRow[])[] {
  const runs: DumpedRow[][] = [];
  for (const one of rows) {
    const last = runs.at(-1);
    if (last?.[0]?.table === one.table) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

async function* allRows(query: Query, table: Exclude<keyof Tables, "trials">): AsyncGenerator<DumpedRow> {
  for (const row of await query.selectFrom(table).selectAll().execute()) yield { table, row: withoutBytes(row) };
}

async function* pagedTrials(query: Query): AsyncGenerator<DumpedRow> {
  let last: { readonly session_id: string; readonly seq: number } | undefined;
  for (;;) {
    const from = last;
    const page = await query
      .selectFrom("trials")
      .selectAll()
      .$if(from !== undefined, (select) =>
        select.where(sql<boolean>`(session_id, seq) > (${from?.session_id}, ${from?.seq})`),
      )
      .orderBy("session_id")
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    for (const row of page) yield { table: "trials", row: withoutBytes(row) };
    if (page.length < PAGE) return;
    last = page.at(-1);
  }
}

function withoutBytes(row: object): Readonly<Record<string, unknown>> {
  const encoded = Object.entries(row).map(([name, value]) => {
    const isBytes = value instanceof Uint8Array;
    return [name, isBytes ? { $bytes: Buffer.from(value).toString("base64") } : value] as const;
  });
  return Object.fromEntries(encoded);
}

function withBytes(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$bytes" in value)) return value;
  return Buffer.from(String(value.$bytes), "base64");
}
