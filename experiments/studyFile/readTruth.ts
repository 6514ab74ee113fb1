import { readFile } from "node:fs/promises";
import { Problem } from "../contract/problem.ts";
import { Truth } from "../contract/truth.ts";
import { readDocument } from "./readDocument.ts";
import { systemReason } from "./systemReason.ts";

/** Reads a truth file (JSON or YAML); the default truth when no file is named. Throws a Problem that holds every mistake. */
export async function readTruth(file: string | undefined): Promise<Truth> {
  if (file === undefined) return Truth.parse({});
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const detail = `The truth file ${file} cannot be read: ${systemReason(error)}.`;
    throw new Problem({ code: "file-not-found", detail, file, todo: "Check the path given with --truth." });
  });
  const read = readDocument({ file, text, schema: Truth, code: "setting-invalid" });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return read.value;
}
