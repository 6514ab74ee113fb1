import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "../experiments/contract/problem.ts";

/** Throws a Problem, with the folder's name, where a file has no folder to be written into. */
export function refuseFolderless(file: string): void {
  const folder = dirname(resolve(file));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    const detail = `The folder ${folder} is not there.`;
    throw new Problem({ code: "file-not-found", detail, file, todo: "Make it, or check the path given with --out." });
  }
}
