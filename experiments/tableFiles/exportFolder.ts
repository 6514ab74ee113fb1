import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Problem } from "../contract/problem.ts";
import type { Ask } from "../tables/ask.ts";
import { readTable } from "../tables/readTable.ts";
import { readTogether } from "../tables/readTogether.ts";
import type { Table } from "../tables/table.ts";
import type { Asker } from "../tables/textReader.ts";
import { flagsOfFolder } from "./flagsOfFolder.ts";
import { hashOfFile } from "./hashed.ts";
import { openTable } from "./openTable.ts";
import type { TableFlags } from "./tableFlags.ts";
import { fileOrigin, type TableOrigin } from "./tableOrigin.ts";

const Files = z.looseObject({
  files: z.record(z.string(), z.looseObject({ rows: z.int().optional(), sha256: z.string() })).optional(),
});
type Known = Readonly<Record<string, { readonly rows?: number | undefined; readonly sha256: string }>>;

/** An export folder whose tables are compared, while they are read, with what its manifest says of them. */
export type ExportTables = {
  readonly dir: string;
  /** Reads a table of the folder. Throws a Problem when it is not the file that the manifest describes, unless changed
   *  files are allowed: then the table's notes say so. */
  read(name: string, ask: Ask): Promise<Table>;
  /** Reads a table once for several askers, as `read` does for one. */
  readFor(name: string, askers: readonly Asker[]): Promise<void>;
  /** Compares what somebody else read of a table with the manifest. Throws a Problem as `read` does. */
  check(name: string, read: Read): void;
  /** What was said about how a table is written: nothing of one that is as it was exported. */
  flagsOf(name: string): TableFlags;
  /** What was found changed so far, a sentence each. */
  readonly changes: readonly string[];
};

type Options = {
  readonly changed: "refused" | "allowed";
  /** How the tables that were changed are written. */
  readonly flags?: TableFlags;
};

/** Opens an export folder. Throws a Problem for a flag that concerns no table that was changed. */
export async function exportTables(dir: string, { changed, flags = {} }: Options): Promise<ExportTables> {
  const known = await knownFiles(dir);
  const changes: string[] = [];
  const check = (name: string, read: Read): string | null => {
    const change = changeOf(name, known[name], read);
    if (change === null) return null;
    if (changed === "refused") throw refused(join(dir, name), change);
    changes.push(change.detail);
    return change.detail;
  };
  const said = await saidOfChanged(dir, known, flags);
  const flagsOf = (name: string) => said.get(name) ?? {};
  const open = (name: string) => openTable(fileOrigin(join(dir, name), "the export folder"), flagsOf(name));
  return {
    dir,
    changes,
    check,
    flagsOf,
    async read(name, ask) {
      const table = await readTable(await open(name), ask);
      const change = check(name, { rows: table.records, ...hashOf(table) });
      return change === null ? table : { ...table, notes: [...table.notes, change] };
    },
    async readFor(name, askers) {
      let last: Table | undefined;
      const watched = askers.map((asker) => ({
        ...asker,
        take: (table: Table) => {
          last = table;
          asker.take(table);
        },
      }));
      await readTogether(await open(name), watched);
      if (last !== undefined) check(name, { rows: last.records, ...hashOf(last) });
    },
  };
}

/** The flags of each table that is not as it was exported, where there are any. */
async function saidOfChanged(dir: string, known: Known, flags: TableFlags): Promise<ReadonlyMap<string, TableFlags>> {
  if (Object.values(flags).every((said) => said === undefined)) return new Map();
  const names = (await readdir(dir)).filter((name) => name.endsWith(".csv") && name !== "codebook.csv").sort();
  const changed: (readonly [string, TableOrigin])[] = [];
  for (const name of names) {
    const origin = fileOrigin(join(dir, name), "the export folder");
    if (known[name]?.sha256 !== (await hashOfFile(origin))) changed.push([name, origin]);
  }
  const said = await flagsOfFolder(
    changed.map(([, origin]) => origin),
    flags,
  );
  return new Map(changed.map(([name, origin]) => [name, said.get(origin) ?? {}]));
}

function hashOf({ sha256 }: Table): { readonly sha256?: string } {
  return sha256 === undefined ? {} : { sha256 };
}

async function knownFiles(dir: string): Promise<Known> {
  const path = join(dir, "manifest.json");
  if (!existsSync(path)) return {};
  try {
    return Files.parse(JSON.parse(await readFile(path, "utf8"))).files ?? {};
  } catch {
    throw new Problem({
      code: "table-invalid",
      file: path,
      detail: "The export's manifest cannot be read.",
      expected: "the manifest.json of the export",
      found: "something else",
      todo: "Export the study again.",
    });
  }
}

type Change = { readonly detail: string; readonly expected: string; readonly found: string };

type Read = { readonly rows: number; readonly sha256?: string };

function changeOf(name: string, known: Known[string] | undefined, { rows, sha256 }: Read): Change | null {
  if (known === undefined || known.sha256 === sha256) return null;
  const isShort = known.rows !== undefined && known.rows !== rows;
  return {
    detail: isShort
      ? `${name} is not the file that was exported: it has ${rows} rows, the manifest says ${known.rows}.`
      : `${name} was changed after the export: its SHA-256 is not the manifest's.`,
    expected: isShort ? `${known.rows} rows` : `SHA-256 ${known.sha256}`,
    found: isShort ? `${rows} rows` : `SHA-256 ${sha256}`,
  };
}

function refused(file: string, change: Change): Problem {
  const todo = "Export the study again; or go on with --changed, and the report says so on its first page.";
  return new Problem({ code: "table-invalid", file, ...change, todo });
}
