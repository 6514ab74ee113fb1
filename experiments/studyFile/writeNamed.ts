import { writeFile } from "node:fs/promises";

/** Writes a file that somebody named, whole or piece by piece. A disk that fills up while it is written says nothing of the file; the error does here. */
export async function writeNamed(file: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    if (error instanceof Error && !("path" in error)) Object.assign(error, { path: file });
    throw error;
  }
}
