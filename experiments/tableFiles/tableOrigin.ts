import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Problem } from "../contract/problem.ts";

/** Where a table's bytes come from: a file or an upload. */
export type TableOrigin = {
  /** As messages name it. */
  readonly name: string;
  readonly bytes?: number;
  /** Only of a file. */
  readonly path?: string;
  /** The bytes from the beginning, each time. */
  open(): AsyncIterable<Uint8Array>;
};

const CHUNK = 1 << 20;

/** A file as an origin; `asked` says who asked for it. Throws a Problem when it is not there or is no file. */
export function fileOrigin(path: string, asked?: string): TableOrigin {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) {
    return { name: path, path, bytes: found.size, open: () => createReadStream(path, { highWaterMark: CHUNK }) };
  }
  throw new Problem({
    code: found === undefined ? "file-not-found" : "file-unreadable",
    detail: found === undefined ? `There is no file ${path}.` : `${path} is not a file.`,
    file: path,
    expected: "a table",
    found: found === undefined ? "nothing" : "a folder",
    todo: asked === undefined ? "Correct the path." : `Correct the path in ${asked}.`,
  });
}

/** An upload as an origin. */
export function uploadOrigin(name: string, open: () => AsyncIterable<Uint8Array>): TableOrigin {
  return { name: basename(name), open };
}

/** All bytes of a file that can only be read whole; refuses one over `most` bytes. */
export async function wholeBytes(origin: TableOrigin, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of origin.open()) {
    size += chunk.length;
    if (size > most) throw tooLarge(origin, most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function tooLarge({ name }: TableOrigin, most: number): Problem {
  return new Problem({
    code: "table-invalid",
    file: name,
    detail: `This file is larger than ${Math.round(most / 1e6)} MB, the most that can be read of its kind.`,
    expected: "a smaller file, or CSV",
    found: "more",
    todo: "Save the table as CSV UTF-8, which may be of any size.",
  });
}
