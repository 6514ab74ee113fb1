import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database.ts";

/** The column types that differ by database, and what ends a CREATE TABLE: SQLite's tables are STRICT. */
export type ColumnTypes = { readonly bytes: Sql; readonly whole: Sql; readonly real: Sql; readonly strict: Sql };
type Sql = RawBuilder<unknown>;

export function columnTypes(dialect: Database["dialect"]): ColumnTypes {
  return dialect === "sqlite"
    ? { bytes: sql`blob`, whole: sql`integer`, real: sql`real`, strict: sql`strict` }
    : { bytes: sql`bytea`, whole: sql`bigint`, real: sql`double precision`, strict: sql`` };
}
