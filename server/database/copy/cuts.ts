import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { z } from "zod";
import type { Pages } from "./committedPages.ts";

/** The databases of a data folder. */
export const parts = ["store", "keys"] as const;
export type Part = (typeof parts)[number];

/** Both databases at one moment, as what has changed since the cut before. */
export type Cut = { readonly at: string; readonly pages: ReadonlyMap<Part, Pages> };

const Head = z.object({
  at: z.iso.datetime(),
  parts: z.array(
    z.object({ part: z.enum(parts), pageSize: z.int().positive(), count: z.int(), pages: z.array(z.int().positive()) }),
  ),
});
type Head = z.infer<typeof Head>;

// A cut in a file: magic (8), length of its head (4), length of its body (6), SHA-256 of both (32), head as JSON, pages.
const MAGIC = Buffer.from("SAYDOCUT", "latin1");
const FIXED_BYTES = 50;

export function encodeCut({ at, pages }: Cut): Buffer {
  const bodies: Buffer[] = [];
  const head: Head = { at, parts: [] };
  for (const [part, { pageSize, count, changed }] of pages) {
    head.parts.push({ part, pageSize, count, pages: [...changed.keys()] });
    bodies.push(...changed.values());
  }
  const text = Buffer.from(JSON.stringify(head));
  const body = Buffer.concat(bodies);
  const fixed = Buffer.alloc(FIXED_BYTES);
  MAGIC.copy(fixed);
  fixed.writeUInt32BE(text.length, 8);
  fixed.writeUIntBE(body.length, 12, 6);
  createHash("sha256").update(text).update(body).digest().copy(fixed, 18);
  return Buffer.concat([fixed, text, body]);
}

/** The cuts of a file in order, up to the first that is not whole. Returns how many bytes come after the last whole one:
 *  what was being written when everything ended. Throws when a later cut is whole: then it is damage. */
export function* readCuts(file: string): Generator<Cut, number> {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    let at = 0;
    for (;;) {
      const found = cutAt(descriptor, at, size);
      if (!found) break;
      yield found.cut;
      at = found.end;
    }
    for (let later = at + 1; later < size; later += 1) {
      later = nextMagic(descriptor, later, size);
      if (later < size && cutAt(descriptor, later, size)) throw new Error(`it is damaged at byte ${at}`);
    }
    return size - at;
  } finally {
    closeSync(descriptor);
  }
}

function cutAt(descriptor: number, at: number, size: number): { readonly cut: Cut; readonly end: number } | null {
  if (at + FIXED_BYTES > size) return null;
  const fixed = bytesAt(descriptor, at, FIXED_BYTES);
  if (!fixed.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const [headBytes, bodyBytes] = [fixed.readUInt32BE(8), fixed.readUIntBE(12, 6)];
  const end = at + FIXED_BYTES + headBytes + bodyBytes;
  if (end > size) return null;
  const content = bytesAt(descriptor, at + FIXED_BYTES, headBytes + bodyBytes);
  if (!createHash("sha256").update(content).digest().equals(fixed.subarray(18))) return null;
  const head = Head.parse(JSON.parse(content.toString("utf8", 0, headBytes)));
  return { cut: { at: head.at, pages: pagesOf(head, content.subarray(headBytes)) }, end };
}

function pagesOf({ parts: described }: Head, body: Buffer): ReadonlyMap<Part, Pages> {
  let at = 0;
  return new Map(
    described.map(({ part, pageSize, count, pages }) => {
      const changed = new Map<number, Buffer>();
      for (const page of pages) {
        changed.set(page, body.subarray(at, at + pageSize));
        at += pageSize;
      }
      return [part, { pageSize, count, changed }] as const;
    }),
  );
}

const LOOK_BYTES = 1024 * 1024;

/** Where the next magic begins at or after `from`; `size` when there is none. */
function nextMagic(descriptor: number, from: number, size: number): number {
  for (let at = from; at < size; at += LOOK_BYTES) {
    const found = bytesAt(descriptor, at, Math.min(LOOK_BYTES + MAGIC.length, size - at)).indexOf(MAGIC);
    if (found >= 0) return at + found;
  }
  return size;
}

function bytesAt(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
}
