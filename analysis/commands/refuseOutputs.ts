import { statSync } from "node:fs";
import { Problem } from "../../experiments/contract/problem.ts";

/** Where a command writes: files, and a folder. */
type Outputs = {
  readonly html?: string | undefined;
  readonly summary?: string | undefined;
  readonly pdf?: string | undefined;
  readonly xlsx?: string | undefined;
  readonly json?: string | undefined;
  readonly freeze?: string | undefined;
  readonly out?: string | undefined;
};

/** Refuses a folder in the place of a file, or a file in the place of the folder, before the work is done. */
export function refuseOutputs({ out, ...files }: Outputs): void {
  const { html, summary, pdf, xlsx, json, freeze } = files;
  for (const file of [html, summary, pdf, xlsx, json, freeze]) {
    if (file === undefined || !found(file)?.isDirectory()) continue;
    throw refused(file, `${file} is a folder, where a file is needed.`, "Name a file in it.");
  }
  if (out === undefined || found(out)?.isDirectory() !== false) return;
  throw refused(out, `${out} is a file, where a folder is needed.`, "Name a folder, or move the file away.");
}

/** Undefined for what is not there: it is made, or refused by the system in its own words. */
function found(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function refused(file: string, detail: string, todo: string): Problem {
  return new Problem({ code: "file-unreadable", detail, file, todo });
}
