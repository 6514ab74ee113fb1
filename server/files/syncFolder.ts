import { closeSync, fsyncSync, openSync } from "node:fs";

/** A new name is on the disk once its folder is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
