import type { Kysely, SelectQueryBuilder, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

export type Query<T = Tables> = Kysely<T> | Transaction<T>;

/** One open database. Everything above it is the same for SQLite and PostgreSQL. */
export type Database<T = Tables> = {
  readonly dialect: "sqlite" | "postgres";
  readonly query: Kysely<T>;
  /** Runs `work` on one consistent view of the data that no writer waits for. */
  snapshot<R>(work: (query: Query<T>) => Promise<R>): Promise<R>;
  /** The settings that durability and erasure rest on, read back from the database itself. */
  settings(): Promise<Readonly<Record<string, string>>>;
  /** Settings that are not as they must be; empty when all is well. */
  faults(): Promise<readonly string[]>;
  /** Overwrites what was deleted, in the log too; false while a reader is in the way. Waits for nobody. */
  scrub(): Promise<boolean>;
  /** Resolves when everything read so far may be told as kept: at once, unless a copy is waited for. Throws store-busy when
   *  that takes too long. */
  settled(): Promise<void>;
  /** About how much everything takes on disk. */
  bytes(): Promise<number>;
  close(): Promise<void>;
};

/** Locks the selected rows until the transaction ends. SQLite's transactions already have the database to themselves. */
export function locked<T extends keyof Tables, O>(
  database: Database,
  query: SelectQueryBuilder<Tables, T, O>,
): SelectQueryBuilder<Tables, T, O> {
  return database.dialect === "postgres" ? query.forUpdate() : query;
}

/** Splits a list in runs whose lengths come from a short list, so that few different statements are prepared. */
export function runsOf<T>(list: readonly T[], lengths: readonly number[] = [64, 8, 1]): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let from = 0;
  for (const length of lengths) {
    while (list.length - from >= length) {
      runs.push(list.slice(from, from + length));
      from += length;
    }
  }
  return runs;
}
