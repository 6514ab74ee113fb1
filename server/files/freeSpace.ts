import { existsSync, statfsSync, statSync } from "node:fs";
import { Problem } from "../../experiments/contract/problem.ts";

/** Bytes that may still be written where a folder is. */
export type FreeBytes = (folder: string) => number;

export const freeBytes: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

// A copy, the log that grows beside the work, and room for those who go on collecting meanwhile.
const ROOM = 2.5;

/** Refuses work that could fill the disk half-way: two and a half times what is there must be free. */
export function refuseWithoutRoom(work: string, place: Room): void {
  const { folder, bytes, free = freeBytes } = place;
  const needed = Math.ceil(bytes * ROOM);
  const found = free(folder);
  if (found >= needed) return;
  throw new Problem({
    code: "store-unavailable",
    detail: `There is too little room in ${folder} for ${work}; nothing has been changed.`,
    expected: `${megabytes(needed)} free`,
    found: `${megabytes(found)} free`,
    todo: "Make room, or name a place with more of it.",
  });
}

type Room = { readonly folder: string; readonly bytes: number; readonly free?: FreeBytes };

/** What files take together; those that are not there take nothing. */
export function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
