import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import pg from "pg";
import { type StorePlace, withStore } from "../../../server/store/openStore.ts";
import { postgresPrograms } from "../../server/postgres.ts";

const FOLDER = join(process.cwd(), "tests/prove/stores");

/** Names of the shapes of which a store is kept, oldest first. */
export const frozenShapes: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".postgres.sql.gz"))
  .map((name) => name.replace(".postgres.sql.gz", ""))
  .sort();

const files = ["saydo.db", "keys.db"] as const;

/** Puts a kept SQLite store into an empty folder. */
export function thawSqlite(shape: string, data: string): void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  for (const name of files)
    writeFileSync(join(data, name), gunzipSync(readFileSync(join(FOLDER, `${shape}.${name}.gz`))));
}

/** Puts a kept PostgreSQL store into an empty database. */
export async function thawPostgres(shape: string, database: string): Promise<void> {
  const text = gunzipSync(readFileSync(join(FOLDER, `${shape}.postgres.sql.gz`))).toString("utf8");
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  // Lines that begin with a backslash are for psql alone.
  await client.query(text.replaceAll(/^\\.*$/gm, ""));
  await client.end();
}

/** What `digestIn` said on the day a store was kept; both kinds hold the same. */
export function keptTrials(shape: string): string {
  return readFileSync(join(FOLDER, `${shape}.trials.txt`), "utf8").trim();
}

/** How many trials a store holds, and SHA-256 over every one's session, number, id and body. */
export async function digestIn(place: StorePlace): Promise<string> {
  return await withStore(place, async ({ context }) => {
    const { rows } = await sql<{ session_id: string; seq: number; id: string; body: Uint8Array }>`
      select session_id, seq, id, body from trials order by session_id, seq`.execute(context.database.query);
    const hash = createHash("sha256");
    for (const { session_id, seq, id, body } of rows) hash.update(`${session_id}/${seq}/${id}/`).update(body);
    return `${rows.length} ${hash.digest("hex")}`;
  });
}

/** Keeps a closed SQLite store and the same in PostgreSQL under the name of their shape. */
export async function freeze(shape: string, data: string, place: StorePlace): Promise<void> {
  for (const name of files) {
    writeFileSync(join(FOLDER, `${shape}.${name}.gz`), gzipSync(readFileSync(join(data, name)), { level: 9 }));
  }
  const dump = join(postgresPrograms() ?? "", "pg_dump");
  const { stdout } = await promisify(execFile)(dump, ["--inserts", "--no-owner", place.database ?? ""]);
  writeFileSync(join(FOLDER, `${shape}.postgres.sql.gz`), gzipSync(stdout, { level: 9 }));
  writeFileSync(join(FOLDER, `${shape}.trials.txt`), `${await digestIn(place)}\n`);
}
