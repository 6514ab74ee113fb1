import type { SqliteHandle } from "./sqliteHandle.ts";

export type FailStopHandle = SqliteHandle & {
  /** Why nothing is written any more; null while all is well. */
  failure(): string | null;
};

/** A handle that writes nothing more once a write or a sync has failed. What the system was to keep is then unknown, and
 *  a later sync that succeeds does not vouch for it; opening the store anew reads what the disk really has. Reading goes
 *  on. A full disk is no such failure: SQLite has undone what did not fit. */
export function failStop(handle: SqliteHandle): FailStopHandle {
  let failure: string | null = null;
  const guarded = <T>(text: string, work: () => T): T => {
    if (failure !== null && WRITES.test(text)) throw new StoppedWriting(failure);
    try {
      return work();
    } catch (error) {
      if (isLoss(error)) failure ??= "the disk failed to keep what was written; restart the server on a sound disk";
      throw error;
    }
  };
  return {
    run: (text, parameters) => guarded(text, () => handle.run(text, parameters)),
    exec: (text) => guarded(text, () => handle.exec(text)),
    close: () => handle.close(),
    failure: () => failure,
  };
}

const WRITES = /^\s*(begin|insert|update|delete|replace|create|alter|drop|commit)\b/i;

class StoppedWriting extends Error {
  readonly code = "SQLITE_IOERR";
}

// SQLITE_IOERR_WRITE, _FSYNC, _DIR_FSYNC and _TRUNCATE: by name from the add-on, by number from Node's own driver.
const LOSSES = new Set<unknown>([
  ...["SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_TRUNCATE"],
  ...[778, 1034, 1290, 1546],
]);

function isLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return LOSSES.has(Reflect.get(error, "code")) || LOSSES.has(Reflect.get(error, "errcode"));
}
