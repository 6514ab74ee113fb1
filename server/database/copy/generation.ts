import { createHash } from "node:crypto";
import { read, statSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { type Cut, encodeCut, type Part, parts } from "./cuts.ts";

/** A generation is a folder: both databases as they were copied, and a file with every cut since. The files of the
 *  databases were copied while they changed, so that they mean nothing without the first cut. */
export const Manifest = z.object({
  format: z.literal("saydo-copy"),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  sha256: z.record(z.enum(parts), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = "copy.json";
export const CUTS = "cuts";
export const baseOf: Readonly<Record<Part, string>> = { store: "saydo.db", keys: "keys.db" };
const DRAFT = ".part";
const BLOCK_BYTES = 1024 * 1024;

export type Generation = {
  readonly name: string;
  /** Bytes of the databases as copied, and of the cuts so far. */
  readonly bytes: { readonly base: number; readonly cuts: number };
  /** Appends a cut; it is on the disk when this resolves. After a failure the same may be tried again. */
  append(cut: Cut): Promise<void>;
  close(): Promise<void>;
};

export type Draft = {
  /** Descriptors of the databases' files. */
  readonly files: ReadonlyMap<Part, number>;
  readonly madeAt: Date;
  readonly signal: AbortSignal;
};

/** Copies both databases' files into a new generation, which counts only once it is `published`. */
export async function draftGeneration(folder: string, { files, madeAt, signal }: Draft): Promise<Generation> {
  const name = (await generationsIn(folder)).reduce((last, one) => Math.max(last, Number(one) + 1), 1);
  const path = join(folder, `${name}${DRAFT}`);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { mode: 0o700 });
  const sha256: Manifest["sha256"] = { store: "", keys: "" };
  let base = 0;
  for (const [part, file] of files) {
    const copied = await copyFile(file, join(path, baseOf[part]), signal);
    sha256[part] = copied.sha256;
    base += copied.bytes;
  }
  const manifest: Manifest = { format: "saydo-copy", version: 1, madeAt: madeAt.toISOString(), sha256 };
  await writeFile(join(path, MANIFEST), `${JSON.stringify(manifest)}\n`, { mode: 0o600, flush: true });
  return generationOf(path, await open(join(path, CUTS), "wx", 0o600), base);
}

function generationOf(path: string, cuts: FileHandle, base: number): Generation {
  let length = 0;
  const name = basename(path, DRAFT);
  return {
    name,
    get bytes() {
      return { base, cuts: length };
    },
    async append(cut) {
      await refuseGone(cuts, path);
      const bytes = encodeCut(cut);
      await cuts.truncate(length);
      await writeAll(cuts, bytes, length);
      await cuts.datasync();
      length += bytes.length;
    },
    close: () => cuts.close(),
  };
}

/** What is written into a file whose folder is gone is lost, and no error says so. */
async function refuseGone(cuts: FileHandle, draft: string): Promise<void> {
  const { ino } = await cuts.stat();
  const isThere = [draft, draft.slice(0, -DRAFT.length)].some((path) => {
    return statSync(join(path, CUTS), { throwIfNoEntry: false })?.ino === ino;
  });
  if (!isThere) throw new Error("the folder of the copy is gone");
}

async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** Makes a draft the newest generation, and removes all others. */
export async function publish(folder: string, { name }: Generation): Promise<void> {
  await rename(join(folder, `${name}${DRAFT}`), join(folder, name));
  const directory = await open(folder, "r");
  await directory.sync();
  await directory.close();
  for (const other of await readdir(folder)) {
    if (/^\d+(\.part)?$/.test(other) && other !== name) await rm(join(folder, other), { recursive: true, force: true });
  }
}

/** The published generations of a folder, oldest first. */
export async function generationsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b));
}

const readAt = promisify(read);

type Copied = { readonly sha256: string; readonly bytes: number };

async function copyFile(from: number, to: string, signal: AbortSignal): Promise<Copied> {
  const hash = createHash("sha256");
  const out = await open(to, "wx", 0o600);
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    for (let at = 0; ; ) {
      signal.throwIfAborted();
      const { bytesRead } = await readAt(from, block, 0, BLOCK_BYTES, at);
      if (bytesRead === 0) {
        await out.datasync();
        return { sha256: hash.digest("hex"), bytes: at };
      }
      const found = block.subarray(0, bytesRead);
      hash.update(found);
      await writeAll(out, found, at);
      at += bytesRead;
    }
  } finally {
    await out.close();
  }
}
