import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder with reference data that are not part of the repository: `SAYDO_SHARED`, else `../shared`. */
export function sharedFolder(): string {
  return resolve(process.env["SAYDO_SHARED"] ?? join(process.cwd(), "..", "shared"));
}

/** True when `data/<name>` is absent; for `describe.skipIf`. */
export function isDataAbsent(name: string): boolean {
  return !existsSync(join(sharedFolder(), "data", name));
}

/** Path of a file of one public data set; the set is never copied into the repository. */
export function dataPath(name: string, file: string): string {
  return join(sharedFolder(), "data", name, file);
}
