import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Problem } from "../../experiments/contract/problem.ts";
import { systemReason } from "../../experiments/studyFile/systemReason.ts";

/** A text file and the SHA-256 (hex) of its bytes. */
export type HashedText = { readonly text: string; readonly sha256: string };

/** A text that is in no file. */
export function hashedText(text: string): HashedText {
  return { text, sha256: createHash("sha256").update(text, "utf8").digest("hex") };
}

/** Reads a UTF-8 text file. Throws a Problem when it is not there or cannot be read; `asked` says who asked for it. */
export async function readHashedText(path: string, asked?: string): Promise<HashedText> {
  try {
    const bytes = await readFile(path);
    return { text: bytes.toString("utf8"), sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new Problem({
      code: isAbsent ? "file-not-found" : "file-unreadable",
      detail: isAbsent ? `There is no file ${path}.` : `${path} cannot be read: ${systemReason(error)}.`,
      file: path,
      expected: "a readable file",
      found: isAbsent ? "no such file" : "a file that cannot be read",
      todo: `Check the path${asked === undefined ? "" : ` in ${asked}`}; relative paths start from the current folder.`,
    });
  }
}
