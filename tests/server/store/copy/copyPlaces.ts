import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";

/** Folders for one store and its copy after another, all below `root`. */
export function copyPlaces() {
  const root = mkdtempSync(path(tmpdir(), "saydo-copy-"));
  let folders = 0;
  return {
    root,
    next() {
      folders += 1;
      const folder = path(root, String(folders));
      mkdirSync(path(folder, "copy"), { recursive: true });
      return { data: path(folder, "data"), copy: path(folder, "copy"), folder };
    },
  };
}

/** The file that a copy's newest generation grows in. */
export function cutsOf(copy: string): string {
  const newest = readdirSync(copy)
    .filter((name) => /^\d+$/.test(name))
    .at(-1);
  return path(copy, newest ?? "none", "cuts");
}
