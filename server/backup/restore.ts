import { existsSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { type CopyMoment, rebuildFromCopy } from "../database/copy/fromCopy.ts";
import { inScratch } from "../files/scratch.ts";
import { ANCHOR_FILE } from "../store/audit/auditAnchor.ts";
import { type OpenedStore, type StorePlace, withExistingStore, withStore } from "../store/openStore.ts";
import { type BackupReport, checkBackup, rowsIn, rowsOf } from "./backup.ts";
import { type DumpedRow, isEmpty, loadAll } from "./dump.ts";
import type { Pair } from "./pair.ts";
import { completeKeys } from "./pairing.ts";
import { beginRestoring, endRestoring, restoringIn } from "./restoring.ts";
import { type Check, verifyStore } from "./verify.ts";

export type RestoreOptions = StorePlace & {
  /** A backup, or the folder of a copy. */
  readonly in: string;
  /** The file with the backups' keys. */
  readonly keys?: string;
  /** Folders or databases of later stores whose erasures are repeated, so that nobody comes back. */
  readonly after?: readonly StorePlace[];
};

export type RestoreReport = BackupReport & { readonly erasedAgain: number; readonly copy?: CopyMoment };

/** `saydo restore`: a backup or a copy into an empty store; people erased since then are erased again before anything is
 *  served. However it ends, the store is empty as before, whole, or refused by everyone until the restore is repeated. */
export async function runRestore(options: RestoreOptions): Promise<RestoreReport> {
  if (!existsSync(options.in)) {
    const detail = `There is no backup ${options.in}.`;
    throw new Problem({ code: "file-not-found", detail, file: options.in, todo: "Check the path given with --in." });
  }
  return statSync(options.in).isDirectory() ? await restoreCopy(options) : await restoreFile(options);
}

/** The rows of a backup, from the first each time they are asked for, and what is known of them. */
type Source = { readonly rows: () => AsyncIterable<DumpedRow>; readonly sha256: string };

async function restoreFile(options: RestoreOptions): Promise<RestoreReport> {
  const source = { file: options.in, ...(options.keys === undefined ? {} : { keys: options.keys }) };
  const { sha256 } = await checkBackup(source);
  return await restoreRows(options, { rows: () => rowsIn(source), sha256 });
}

/** A copy is made a store again beside the new one, looked through, and read as a backup is. */
async function restoreCopy(options: RestoreOptions): Promise<RestoreReport> {
  const beside = options.data === undefined ? tmpdir() : dirname(resolve(options.data));
  const { free } = options;
  return await inScratch(beside, "restore", async (scratch) => {
    const data = join(scratch, "data");
    const copy = await rebuildFromCopy(options.in, data, free ? { free } : {});
    return await withStore({ data }, async (opened) => {
      refuseFaults(options.in, await verifyStore(opened));
      const report = await opened.context.database.snapshot(async (query) => {
        return await restoreRows(options, { rows: () => rowsOf(opened, query), sha256: `copy of ${copy.at}` });
      });
      return { ...report, copy };
    });
  });
}

function refuseFaults(file: string, checks: readonly Check[]): void {
  const [first] = checks.flatMap(({ faults }) => faults);
  if (first === undefined) return;
  throw new Problem({
    code: "backup-invalid",
    detail: `The copy is damaged: ${first}.`,
    file,
    todo: "Restore the newest backup.",
  });
}

async function restoreRows(options: RestoreOptions, { rows, sha256 }: Source): Promise<RestoreReport> {
  const later: string[] = [];
  for (const place of options.after ?? []) {
    later.push(...(await withExistingStore(place, ({ store }) => store.people.erased())));
  }
  const restore = async (opened: OpenedStore): Promise<RestoreReport> => {
    const pair: Pair = { database: opened.context.database, keys: opened.keys };
    await refuseFull(options.in, pair);
    await beginRestoring(pair, resolve(options.in));
    // Heads of an earlier attempt's lines would be those of lines that are missing.
    if (opened.folder !== undefined) rmSync(join(opened.folder, ANCHOR_FILE), { force: true });
    const loaded = await loadAll(pair.database, rows(), (table) => !table.startsWith("keys."));
    const keys = await loadAll(pair.keys, rows(), (table) => table.startsWith("keys."));
    await completeKeys(pair);
    const again = [...new Set([...later, ...(await opened.store.people.erased())])];
    await opened.store.people.eraseAgain(again);
    const details = { sha256, erasedAgain: again.length };
    await opened.store.audit.add({ actor: "command line", action: "backup restored", details });
    await endRestoring(pair);
    return { rows: { ...loaded, ...keys }, sha256, erasedAgain: again.length };
  };
  return await withStore(options, restore, "restore").catch((error: unknown) => {
    throw isInUse(error) ? notEmpty(options.in, "The store to restore into is in use.") : error;
  });
}

function isInUse(error: unknown): boolean {
  return error instanceof Problem && error.details.code === "store-in-use";
}

async function refuseFull(file: string, { database }: Pair): Promise<void> {
  if ((await restoringIn(database.query)) !== null || (await isEmpty(database.query))) return;
  throw notEmpty(file, "The store to restore into is not empty.");
}

function notEmpty(file: string, detail: string): Problem {
  return new Problem({ code: "backup-invalid", detail, file, todo: "Name a new folder or an empty database." });
}
