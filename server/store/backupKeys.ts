import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import type { FileKey } from "./sealedFile.ts";

/** The keys of a server's backups, each with the moment it was made: one a day, destroyed when it expires. */
const KeyRing = z.object({
  format: z.literal("saydo-backup-keys"),
  keys: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{32}$/),
      madeAt: z.iso.datetime(),
      key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    }),
  ),
});
type KeyRing = z.infer<typeof KeyRing>;

export const KEY_DAYS = 30;
const DAY_MS = 86_400_000;

/** The key for a backup made now. Keys older than `days` are destroyed, so that no older backup can be read any more by
 *  anyone: whoever was erased since is then in none that can. */
export function keyForBackup(file: string, { days, now }: { readonly days: number; readonly now: Date }): FileKey {
  const ring = existsSync(file) ? ringIn(file) : { format: "saydo-backup-keys" as const, keys: [] };
  const age = ({ madeAt }: KeyRing["keys"][number]) => now.getTime() - new Date(madeAt).getTime();
  const alive = ring.keys.filter((key) => age(key) < days * DAY_MS);
  const newest = alive.find((key) => age(key) < DAY_MS);
  const key = newest ?? {
    id: randomBytes(16).toString("hex"),
    madeAt: now.toISOString(),
    key: randomBytes(32).toString("base64url"),
  };
  const keys = newest ? alive : [...alive, key];
  if (!newest || alive.length < ring.keys.length) replace(file, { ...ring, keys });
  return bytesOf(key);
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

function ringIn(file: string): KeyRing {
  if (!existsSync(file)) throw new Problem({ code: "file-not-found", detail: `There is no key file ${file}.`, file });
  try {
    return KeyRing.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Problem({ code: "backup-invalid", detail: "This is no key file of Saydo's backups.", file });
  }
}

/** Writes the new keys to disk under the old name, then overwrites the old ones where they were. */
function replace(file: string, ring: KeyRing): void {
  const before = existsSync(file) ? openSync(file, "r+") : undefined;
  const draft = `${file}.part`;
  const handle = openSync(draft, "w", 0o600);
  writeSync(handle, `${JSON.stringify(ring, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
  if (before === undefined) return;
  writeSync(before, Buffer.alloc(fstatSync(before).size), 0, undefined, 0);
  fsyncSync(before);
  closeSync(before);
}

function bytesOf({ id, key }: KeyRing["keys"][number]): FileKey {
  return { id: Buffer.from(id, "hex"), key: Buffer.from(key, "base64url") };
}
