import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { parse } from "csv-parse";
import type { LeftOut } from "./exportUnreadable.ts";

type Facts = {
  readonly study: { readonly id: string; readonly hash: string };
  /** People erased from this study: they are counted and nothing else is known of them. */
  readonly erased: number;
  readonly unreadable?: LeftOut;
  readonly exportedAt: Date;
};

/** manifest.json: what the export holds, with rows, bytes and SHA-256 of each file. What scoring wrote into it before
 *  stays; the files are those that are there now. Written last: an export without one is incomplete. */
export async function writeManifest(folder: string, facts: Facts): Promise<void> {
  const path = join(folder, "manifest.json");
  const before: unknown = existsSync(path) ? jsonIn(await readFile(path, "utf8")) : {};
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name !== "manifest.json")
    .sort();
  const files: Record<string, unknown> = {};
  for (const name of names) files[name] = await fileFacts(join(folder, name));
  const manifest = {
    ...(typeof before === "object" ? before : {}),
    ...facts,
    exportedAt: facts.exportedAt.toISOString(),
    files,
  };
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

/** A manifest that was cut off says nothing worth keeping. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function fileFacts(path: string) {
  const { size } = await stat(path);
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const rows = await rowsOf(path);
  return { ...(rows === null ? {} : { rows }), bytes: size, sha256: hash.digest("hex") };
}

async function rowsOf(path: string): Promise<number | null> {
  let rows = 0;
  if (path.endsWith(".csv")) {
    for await (const _ of createReadStream(path).pipe(parse({ bom: true }))) rows += 1;
    return Math.max(0, rows - 1);
  }
  if (!path.endsWith(".jsonl")) return null;
  for await (const chunk of createReadStream(path)) for (const byte of chunk as Buffer) if (byte === 10) rows += 1;
  return rows;
}
