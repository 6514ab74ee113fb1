import { existsSync, linkSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { refuseFolderless } from "../refuseFolderless.ts";
import { holdFile } from "./holdFile.ts";
import { syncFolder } from "./syncFolder.ts";

const DRAFT = ".part";
const LOCK = ".part.lock";
const JOURNAL = `${LOCK}-journal`;

/** Writes a file that appears under its name, and on the disk, only when it is whole, and overwrites nothing. `work` gets the
 *  draft's path. What a killed process left half-written beside it is removed. Throws a Problem when the file is there, is
 *  being written by another, or has no folder. */
export async function newFile<T>(file: string, work: (draft: string) => Promise<T>): Promise<T> {
  refuseFolderless(file);
  sweepDrafts(dirname(resolve(file)));
  if (existsSync(file)) throw taken(file);
  const [draft, lock] = [`${file}${DRAFT}`, `${file}${LOCK}`];
  const hold = holdFile(lock);
  if (!hold) throw refusal(file, "Another process writes this file now.", "Name another file.");
  try {
    rmSync(draft, { force: true });
    const result = await work(draft);
    putInPlace(draft, file);
    return result;
  } finally {
    rmSync(draft, { force: true });
    rmSync(lock, { force: true });
    hold.release();
  }
}

function sweepDrafts(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.endsWith(LOCK))) {
    const hold = holdFile(join(folder, name));
    if (!hold) continue;
    rmSync(join(folder, `${basename(name, LOCK)}${DRAFT}`), { force: true });
    rmSync(join(folder, name), { force: true });
    hold.release();
  }
  // What a lock's own process left when it was killed while it let go.
  for (const name of readdirSync(folder).filter((one) => one.endsWith(JOURNAL))) {
    if (!existsSync(join(folder, name.slice(0, -"-journal".length)))) rmSync(join(folder, name), { force: true });
  }
}

/** A link is refused where the name is taken; some file systems have none. */
function putInPlace(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    if (code === "EEXIST" || existsSync(file)) throw taken(file);
    renameSync(draft, file);
  }
  syncFolder(dirname(resolve(file)));
}

function taken(file: string): Problem {
  return refusal(file, "This file is there already; a backup overwrites nothing.", "Name a new one.");
}

function refusal(file: string, detail: string, todo: string): Problem {
  return new Problem({ code: "backup-invalid", detail, file, todo });
}
