import { closeSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";

/** Pages of one database as they stand after a commit, newest version of each. */
export type Pages = {
  readonly pageSize: number;
  /** How many pages the database has. */
  readonly count: number;
  readonly changed: ReadonlyMap<number, Buffer>;
};

export type CommittedPages = {
  /** What has been committed since the last call. Null when something may have been missed: another process emptied the
   *  log after commits of its own. */
  next(): Pages | null;
  /** Everything that the log holds now: what the database's file may lack. */
  all(): Pages;
  /** The descriptor of the database's file. */
  readonly file: number;
  close(): void;
};

type Head = { readonly pageSize: number; readonly frames: number; readonly count: number; readonly salts: string };

/** Reads what is committed to a SQLite database out of its write-ahead log, as the log's index describes it
 *  (sqlite.org/walformat.html). `dataVersion` is the pragma of the connection that writes: it changes when another
 *  connection has committed. To be closed after that connection, since closing a file drops the locks SQLite has on it. */
export function committedPages(database: string, dataVersion: () => number): CommittedPages {
  const [file, index, log] = [database, `${database}-shm`, `${database}-wal`].map((path) => openSync(path, "r"));
  if (file === undefined || index === undefined || log === undefined) throw new RangeError("three files are opened");
  let last = { ...headOf(index), version: dataVersion() };
  return {
    file,
    next() {
      const version = dataVersion();
      const head = headOf(index);
      const isContinued = head.salts === last.salts;
      const isReset = !isContinued && dataVersion() !== last.version;
      const changed = pagesIn(log, { from: isContinued ? last.frames : 0, head });
      last = { ...head, version };
      return isReset || changed === null ? null : { pageSize: head.pageSize, count: head.count, changed };
    },
    all() {
      const head = headOf(index);
      const changed = pagesIn(log, { from: 0, head });
      if (changed === null) throw new Error("the log was emptied while it was read");
      return { pageSize: head.pageSize, count: head.count, changed };
    },
    close: () => [log, index, file].forEach((one) => void closeSync(one)),
  };
}

const INDEX_HEAD_BYTES = 48;
const LOG_HEAD_BYTES = 32;
const FRAME_HEAD_BYTES = 24;
const LOOKS = 100;

/** The head of the log's index. It stands there twice, and is whole when both are equal. */
function headOf(index: number): Head {
  const bytes = Buffer.alloc(2 * INDEX_HEAD_BYTES);
  for (let look = 0; look < LOOKS; look += 1) {
    readSync(index, bytes, 0, bytes.length, 0);
    const head = bytes.subarray(0, INDEX_HEAD_BYTES);
    if (!head.equals(bytes.subarray(INDEX_HEAD_BYTES))) continue;
    const isLittle = endianness() === "LE";
    const word = (at: number) => (isLittle ? head.readUInt32LE(at) : head.readUInt32BE(at));
    const size = isLittle ? head.readUInt16LE(14) : head.readUInt16BE(14);
    return {
      // 65536 does not fit in two bytes and is written as 1.
      pageSize: size === 1 ? 65_536 : size,
      frames: word(16),
      count: word(20),
      salts: head.toString("hex", 32, 40),
    };
  }
  throw new Error("the index of the log does not come to rest");
}

/** The newest version of each page in the frames from `from` on; null when a frame is not of this log. */
function pagesIn(
  log: number,
  { from, head }: { readonly from: number; readonly head: Head },
): ReadonlyMap<number, Buffer> | null {
  const changed = new Map<number, Buffer>();
  const size = FRAME_HEAD_BYTES + head.pageSize;
  if (head.frames <= from) return head.frames === from ? changed : null;
  const bytes = Buffer.alloc((head.frames - from) * size);
  const read = readSync(log, bytes, 0, bytes.length, LOG_HEAD_BYTES + from * size);
  if (read < bytes.length) return null;
  for (let at = 0; at < bytes.length; at += size) {
    if (bytes.toString("hex", at + 8, at + 16) !== head.salts) return null;
    changed.set(bytes.readUInt32BE(at), bytes.subarray(at + FRAME_HEAD_BYTES, at + size));
  }
  return changed;
}
