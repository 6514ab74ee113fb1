import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import type { EarlyLook } from "../quality/earlyLooks.ts";
import type { LeftOut } from "./exportUnreadable.ts";
import type { NewTables } from "./newTables.ts";

const LF = 10;
/** What scoring found of the files. */
const Known = z.looseObject({ files: z.record(z.string(), z.looseObject({ bytes: z.number() })) });

type Facts = {
  readonly study: { readonly id: string; readonly hash: string };
  /** People erased from this study: they are counted and nothing else is known of them. */
  readonly erased: number;
  readonly unreadable?: LeftOut;
  /** Sessions of a pilot: they are counted and left out of every file. */
  readonly pilot?: number;
  /** Looks at the comparison before the planned number of people was reached. */
  readonly earlyLooks?: readonly EarlyLook[];
  readonly exportedAt: Date;
};

/** manifest.json: what the export holds, with rows, bytes and SHA-256 of each file, known of the tables since they were
 *  written. What scoring wrote into it before stays, and so does what it found of files that were not written since. Written
 *  last: an export without one is incomplete. */
export async function writeManifest({ dir: folder, facts: written }: NewTables, facts: Facts): Promise<void> {
  const path = join(folder, "manifest.json");
  const before = existsSync(path) ? jsonIn(await readFile(path, "utf8")) : {};
  const scoredAt = existsSync(path) ? (await stat(path)).mtimeMs : 0;
  const known = Known.safeParse(before).data?.files ?? {};
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name !== "manifest.json")
    .sort();
  const files: Record<string, unknown> = {};
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name));
    const isScored = known[name]?.bytes === size && mtimeMs < scoredAt;
    const own = written.get(name);
    const counted = own?.bytes === size ? own : isScored ? known[name] : undefined;
    files[name] = counted ?? { bytes: size, ...(await fileFacts(join(folder, name))) };
  }
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

/** Rows (of tables and lines) and hash of a file, read once and never whole. */
async function fileFacts(path: string): Promise<{ readonly rows?: number; readonly sha256: string }> {
  if (path.endsWith(".csv") && (await stat(path)).size > 0) {
    const source = await openTable(fileOrigin(path));
    const { records, sha256 = "" } = await readTable(source, {
      columns: {},
      said: { delimiter: "," },
      mayBeEmpty: true,
    });
    return { rows: records, sha256 };
  }
  const hash = createHash("sha256");
  let lines = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    for (const byte of chunk as Buffer) if (byte === LF) lines += 1;
  }
  return { ...(path.endsWith(".jsonl") ? { rows: lines } : {}), sha256: hash.digest("hex") };
}
