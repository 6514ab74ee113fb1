import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";

const OTHERS = 0o077;

/** Makes a file that only its owner reads, or takes it from others where it is there: SQLite gives a log the rights of
 *  its database, and both would have those of the umask. */
export function keepPrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  for (const one of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
    const found = statSync(one, { throwIfNoEntry: false });
    if (found && (found.mode & OTHERS) !== 0 && found.uid === process.getuid?.()) chmodSync(one, found.mode & 0o700);
  }
}
