import { createRequire } from "node:module";

/** What both SQLite drivers can do for us: run one statement, run a script, close. All calls are synchronous. */
export type SqliteHandle = {
  run(sql: string, parameters: readonly unknown[]): { readonly rows: readonly unknown[]; readonly changes: number };
  exec(sql: string): void;
  close(): void;
};

export type SqliteDriverName = "node:sqlite" | "better-sqlite3";

type Statement = {
  readonly reader?: boolean;
  columns?(): readonly unknown[];
  all(...parameters: readonly unknown[]): readonly unknown[];
  run(...parameters: readonly unknown[]): { readonly changes: number | bigint };
};
type RawDatabase = { prepare(sql: string): Statement; exec(sql: string): unknown; close(): unknown };
type Opener = (file: string, mode: "write" | "read") => RawDatabase;

const CACHED_STATEMENTS = 256;

/** Opens `file` with the driver this Node can use: its own from 22.13 on, the add-on before that. */
export function openSqliteHandle(
  file: string,
  options: { readonly mode?: "write" | "read"; readonly driver?: SqliteDriverName } = {},
): SqliteHandle {
  const open = openers[options.driver ?? availableDriver()];
  return handleOf(open(file, options.mode ?? "write"));
}

/** The driver this Node can use. */
export function availableDriver(): SqliteDriverName {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13) ? "node:sqlite" : "better-sqlite3";
}

const load = createRequire(import.meta.url);

// Library seam: neither module has types that hold on every Node we run on, so each is narrowed to what we call.
const openers: Readonly<Record<SqliteDriverName, Opener>> = {
  "node:sqlite": (file, mode) => {
    const { DatabaseSync } = load("node:sqlite") as {
      DatabaseSync: new (path: string, options: { readOnly: boolean }) => RawDatabase;
    };
    return new DatabaseSync(file, { readOnly: mode === "read" });
  },
  "better-sqlite3": (file, mode) => {
    const Database = load("better-sqlite3") as new (path: string, options: { readonly: boolean }) => RawDatabase;
    return new Database(file, { readonly: mode === "read" });
  },
};

function handleOf(database: RawDatabase): SqliteHandle {
  const statements = new Map<string, Statement>();
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const oldest = statements.keys().next();
    if (statements.size >= CACHED_STATEMENTS && !oldest.done) statements.delete(oldest.value);
    statements.set(sql, statement);
    return statement;
  };
  return {
    run(sql, parameters) {
      const statement = prepared(sql);
      if (returnsRows(statement, sql)) {
        const rows = statement.all(...parameters);
        return { rows, changes: rows.length };
      }
      return { rows: [], changes: Number(statement.run(...parameters).changes) };
    },
    exec: (sql) => void database.exec(sql),
    close() {
      statements.clear();
      database.close();
    },
  };
}

function returnsRows(statement: Statement, sql: string): boolean {
  if (statement.reader !== undefined) return statement.reader;
  if (statement.columns) return statement.columns().length > 0;
  return /^\s*(select|with|pragma|values)\b|\breturning\b/i.test(sql);
}
