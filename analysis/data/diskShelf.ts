import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeColumns, type HeldRows, pickRows, type Shelf } from "./scoring/heldRows.ts";

/** Keeps rows in a file that nobody else sees and that is gone with `clear`, or with the process; of everything put away only the
 *  one asked for last is in memory. Made for rows that are asked for in the order in which they were put away. */
export function diskShelf(): { readonly shelf: Shelf; clear(): void } {
  const folder = mkdtempSync(join(tmpdir(), "saydo-rows-"));
  const file = openSync(join(folder, "rows"), "w+", 0o600);
  let end = 0;
  let parts = 0;
  // A part without rows begins where the next one does, so its number identifies it, not its place.
  let [last, inHand]: [number, HeldRows | null] = [-1, null];
  return {
    shelf({ columns, order }) {
      const [part, at] = [parts++, end];
      const picked = pickRows(columns, order);
      for (const { values } of Object.values(picked)) end += writeAll(file, bytesOf(values), end);
      // What tells how to read them again holds no row.
      const empty = changeColumns(picked, () => (_, make) => make(0));
      [last, inHand] = [part, { columns: picked, order: null }];
      return () => {
        if (last === part && inHand !== null) return inHand;
        let from = at;
        const read = changeColumns(empty, () => (_, make) => {
          const values = make(order.length);
          from += readAll(file, bytesOf(values), from);
          return values;
        });
        [last, inHand] = [part, { columns: read, order: null }];
        return inHand;
      };
    },
    clear() {
      inHand = null;
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function writeAll(file: number, bytes: Uint8Array, at: number): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
  return bytes.length;
}

function readAll(file: number, bytes: Uint8Array, at: number): number {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done);
    if (read === 0) throw new RangeError("rows that were put away are gone");
    done += read;
  }
  return bytes.length;
}
