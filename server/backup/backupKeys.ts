import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { systemReason } from "../../experiments/studyFile/systemReason.ts";
import { judgeClock } from "../database/clockMark.ts";
import { holdFile } from "../files/holdFile.ts";
import type { FileKey } from "../files/sealedFile.ts";
import { syncFolder } from "../files/syncFolder.ts";

/** The keys of a server's backups, each with the moment it was made: one a day, destroyed when it expires. */
const KeyRing = z.object({
  format: z.literal("saydo-backup-keys"),
  keys: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{32}$/),
      madeAt: z.iso.datetime(),
      key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
      /** What was believed of the clock when the key was made, where that was another time. */
      believedAt: z.iso.datetime().optional(),
    }),
  ),
  clock: z.object({ seen: z.iso.datetime(), leapt: z.iso.datetime().nullable() }).optional(),
});
type KeyRing = z.infer<typeof KeyRing>;
type Key = KeyRing["keys"][number];

export const KEY_DAYS = 30;
const DAY_MS = 86_400_000;
// Another backup holds the file for as long as it takes to write it.
const PATIENCE_MS = 60_000;

export type BackupKey = FileKey & {
  /** The clock has leapt since the last backup, so that no key was destroyed. */
  readonly hasLeapt: boolean;
};

/** The key for a backup made now; it is in the file, on the disk, when this returns. Keys older than `days` are destroyed, so
 *  that no older backup can be read any more by anyone: whoever was erased since is then in none that can. A clock that has
 *  leapt destroys none before it is believed. One backup at a time changes the file; the others wait. */
export function keyForBackup(file: string, how: { readonly days: number; readonly now: Date }): BackupKey {
  refuseFolder(file);
  const hold = holdFile(`${file}.lock`, PATIENCE_MS);
  if (!hold) throw new Problem({ code: "store-busy", detail: "Another backup holds the key file.", file });
  try {
    return keyIn(file, how);
  } finally {
    hold.release();
  }
}

function keyIn(file: string, { days, now }: { readonly days: number; readonly now: Date }): BackupKey {
  const ring: KeyRing = existsSync(file) ? ringIn(file) : { format: "saydo-backup-keys", keys: [] };
  const { mark, believed, hasLeapt } = judgeClock(ring.clock ?? newestIn(ring), now);
  const known = hasLeapt ? ring.keys : ring.keys.map((key) => settled(key, now));
  const age = ({ madeAt }: Key, at: Date) => at.getTime() - new Date(madeAt).getTime();
  const alive = known.filter((key) => age(key, believed) < days * DAY_MS);
  const newest = alive.find((key) => age(key, now) >= 0 && age(key, now) < DAY_MS);
  const key = newest ?? {
    id: randomBytes(16).toString("hex"),
    madeAt: now.toISOString(),
    key: randomBytes(32).toString("base64url"),
    ...(hasLeapt ? { believedAt: believed.toISOString() } : {}),
  };
  replace(file, { ...ring, keys: newest ? alive : [...alive, key], clock: mark });
  return { ...bytesOf(key), hasLeapt };
}

/** A ring of an earlier release says when its newest key was made, and nothing of the clock. */
function newestIn({ keys }: KeyRing): { readonly seen: string; readonly leapt: null } | null {
  const seen = keys.map(({ madeAt }) => madeAt).sort();
  return seen.length === 0 ? null : { seen: seen.at(-1) ?? "", leapt: null };
}

/** A key made while the clock was wrong is as old as was believed then: it would outlive its days, or miss them. */
function settled({ believedAt, ...key }: Key, now: Date): Key {
  if (believedAt === undefined) return key;
  const wasRight =
    Math.abs(now.getTime() - new Date(key.madeAt).getTime()) < Math.abs(now.getTime() - new Date(believedAt).getTime());
  return wasRight ? key : { ...key, madeAt: believedAt };
}

/** The key a backup was made with. Throws a Problem when the file holds it no more, or never did. */
export function keyForRestore(file: string, id: Buffer): FileKey {
  const key = ringIn(file).keys.find((one) => one.id === id.toString("hex"));
  if (key) return bytesOf(key);
  throw new Problem({
    code: "backup-invalid",
    detail: "The key of this backup is not in the key file: it has expired, or the backup is another server's.",
    file,
    expected: `a key with the id ${id.toString("hex")}`,
    todo: "Use a newer backup, or the key file that belongs to this one.",
  });
}

function refuseFolder(file: string): void {
  const folder = dirname(resolve(file));
  // A device may be read without end.
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
  if (existsSync(folder) && isFile) return;
  const what = statSync(file, { throwIfNoEntry: false })?.isDirectory() ? "a folder" : "a device";
  const detail = existsSync(folder) ? `${file} is ${what}, not a key file.` : `The folder ${folder} is not there.`;
  throw new Problem({
    code: "file-not-found",
    detail,
    file,
    todo: "Make the folder, or check the path given with --keys.",
  });
}

function ringIn(file: string): KeyRing {
  try {
    return KeyRing.parse(JSON.parse(textIn(file)));
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = `${file} is no key file of Saydo's backups.`;
    throw new Problem({ code: "backup-invalid", detail, file, todo: "Name the file that saydo backup --keys wrote." });
  }
}

function textIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const todo = "Check the path given with --keys.";
    if (!existsSync(file)) {
      throw new Problem({ code: "file-not-found", detail: `There is no key file ${file}.`, file, todo });
    }
    const detail = `The key file ${file} cannot be read: ${systemReason(error)}.`;
    throw new Problem({ code: "file-unreadable", detail, file, todo });
  }
}

/** Writes the new keys to disk under the old name, then overwrites the old ones where they were. */
function replace(file: string, ring: KeyRing): void {
  const before = existsSync(file) ? openSync(file, "r+") : undefined;
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, "wx", 0o600);
  writeSync(handle, `${JSON.stringify(ring, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
  syncFolder(dirname(resolve(file)));
  if (before === undefined) return;
  writeSync(before, Buffer.alloc(fstatSync(before).size), 0, undefined, 0);
  fsyncSync(before);
  closeSync(before);
}

function bytesOf({ id, key }: Key): FileKey {
  return { id: Buffer.from(id, "hex"), key: Buffer.from(key, "base64url") };
}
