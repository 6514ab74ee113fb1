import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { systemReason } from "../../experiments/studyFile/systemReason.ts";
import { type Hold, holdFile } from "./holdFile.ts";

/** "SAYD": marks a SQLite file as ours. */
export const APPLICATION_ID = 0x53415944;

// What a fresh file system or a version control system leaves in an otherwise empty folder.
export const HARMLESS = new Set(["lost+found", ".gitkeep", ".gitignore", ".DS_Store"]);
const OURS = new Set(["keys.db", "keys.db-wal", "keys.db-shm", "keys.db-journal", "lock.db", "lock.db-journal"]);

export type DataFolder = { readonly folder: string; readonly store: string; readonly keys: string };

/** Finds the files of a data folder; `make` also begins a new store. Throws a Problem rather than start an empty store in a
 *  folder that holds other things, or half of one of ours. */
export function dataFolder(path: string, use: "make" | "find"): DataFolder {
  const folder = resolve(path);
  const store = join(folder, "saydo.db");
  const keys = join(folder, "keys.db");
  if (use === "find") refuseAbsent(path, store);
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw unavailable(folder, "it is a file, not a folder");
  if (!existsSync(folder)) makeDataFolder(folder);
  const names = namesIn(folder).filter((name) => !HARMLESS.has(name));
  if (!existsSync(store)) refuseForeign(folder, names);
  else if (statSync(store).size > 0 || existsSync(keys)) refuseNotOurs(store);
  return { folder, store, keys };
}

/** The refusal of a command on a place where nobody has served or restored anything. */
export function noStore(place: string): Problem {
  return new Problem({
    code: "file-not-found",
    detail: `There is no store in ${place}.`,
    file: place,
    todo: "Check the path given with --data; only saydo serve, demo and restore make a new store.",
  });
}

/** What may not be looked at is not said to be absent. */
function refuseAbsent(place: string, store: string): void {
  try {
    statSync(store);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw code === "ENOENT" || code === "ENOTDIR" ? noStore(place) : unavailable(place, systemReason(error));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw unavailable(folder, systemReason(error));
  }
}

/** Holds the folder for this process until `release`; the operating system releases it when the process dies. */
export function holdFolder(folder: string): Hold {
  const hold = holdFile(join(folder, "lock.db"));
  if (hold) return hold;
  throw new Problem({
    code: "store-in-use",
    detail: `Another server or a restore already uses ${folder}.`,
    todo: "Stop it first, or name another folder with --data.",
  });
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder, 0o700);
  } catch (error) {
    throw unavailable(folder, systemReason(error));
  }
}

function refuseForeign(folder: string, names: readonly string[]): void {
  const halves = names.filter((name) => OURS.has(name) && name.startsWith("keys"));
  const foreign = names.filter((name) => !OURS.has(name));
  if (halves.length === 0 && foreign.length === 0) return;
  throw new Problem({
    code: "store-damaged",
    detail:
      halves.length > 0
        ? `${folder} has the keys of a store but not the store itself (saydo.db).`
        : `${folder} is not empty and holds no store of ours: ${foreign.slice(0, 3).join(", ")}.`,
    todo: "Check that the right disk is mounted and the path is right, restore a backup, or name an empty folder.",
  });
}

function refuseNotOurs(store: string): void {
  const header = firstBytes(store);
  const isSqlite = header.toString("latin1", 0, 16) === "SQLite format 3\0";
  if (isSqlite && header.readUInt32BE(68) === APPLICATION_ID) return;
  throw new Problem({
    code: "store-damaged",
    detail: isSqlite
      ? `${store} is a database of another program.`
      : `${store} is not a database, or its head is damaged.`,
    todo: "Check the path given with --data, or restore a backup.",
  });
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(100);
  try {
    const descriptor = openSync(file, "r");
    readSync(descriptor, bytes, 0, 100, 0);
    closeSync(descriptor);
  } catch (error) {
    throw unavailable(file, systemReason(error));
  }
  return bytes;
}

function unavailable(path: string, reason: string): Problem {
  return new Problem({
    code: "store-unavailable",
    detail: `${path} cannot be used: ${reason}.`,
    todo: "Check that the folder exists, is mounted and may be written by this user.",
  });
}
