import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { type Hold, holdFile } from "./holdFile.ts";

const LOCK = ".lock";
// A folder is made a moment before it is held.
const MOMENT_MS = 60_000;

export type Scratch = { readonly folder: string; remove(): void };

/** A folder for one piece of work, `<parent>/.saydo-<name>-…`, that nobody else reads. It is removed at the end, when the
 *  process is told to stop, and, should it be killed, by whoever next asks for one beside it. */
export function newScratch(parent: string, name: string): Scratch {
  makeFolder(parent, 0o700);
  sweepScratch(parent);
  const folder = mkdtempSync(join(parent, `.saydo-${name}-`));
  const hold = holdFile(join(folder, LOCK));
  const kept: Kept = { folder, hold };
  open.add(kept);
  watchSignals();
  return { folder, remove: () => removeOne(kept) };
}

/** Does one piece of work in a folder that is gone afterwards. */
export async function inScratch<T>(parent: string, name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const { folder, remove } = newScratch(parent, name);
  try {
    return await work(folder);
  } finally {
    remove();
  }
}

/** Does work that fills a new folder, which stays only when the work comes to its end. */
export async function inNewFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const kept: Kept = { folder, hold: undefined };
  open.add(kept);
  watchSignals();
  try {
    const result = await work();
    open.delete(kept);
    return result;
  } finally {
    removeOne(kept);
  }
}

/** Removes what killed processes left in a folder. */
export function sweepScratch(parent: string): void {
  if (!existsSync(parent)) return;
  for (const left of readdirSync(parent).filter((one) => /^\.saydo-\w+-/.test(one))) {
    const folder = join(parent, left);
    const hold = heldBy(folder);
    if (hold === undefined) continue;
    hold.release();
    removeFolder(folder);
  }
}

type Kept = { readonly folder: string; readonly hold: Hold | undefined };
const open = new Set<Kept>();

/** Undefined while another process works in the folder, or where it is another user's. */
function heldBy(folder: string): Hold | undefined {
  try {
    const isNew = !existsSync(join(folder, LOCK)) && Date.now() - statSync(folder).mtimeMs < MOMENT_MS;
    return isNew ? undefined : holdFile(join(folder, LOCK));
  } catch {
    return undefined;
  }
}

function removeOne(kept: Kept): void {
  if (!open.delete(kept)) return;
  kept.hold?.release();
  removeFolder(kept.folder);
}

/** What cannot be removed, such as a mounted disk, is emptied. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

/** Removes everything this process still works in. */
export function removeAllScratch(): void {
  for (const kept of open) removeOne(kept);
}

let isWatching = false;

/** A process that is told to stop ends as it would have, without its folders. A server closes in its own way first. */
function watchSignals(): void {
  if (isWatching) return;
  isWatching = true;
  process.on("exit", removeAllScratch);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // First, so that whoever listens once is still counted.
    process.prependOnceListener(signal, () => {
      if (process.listenerCount(signal) > 0) return;
      removeAllScratch();
      process.kill(process.pid, signal);
    });
  }
}
