import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "../../../experiments/contract/problem.ts";
import { bytesOf, type FreeBytes, refuseWithoutRoom } from "../../files/freeSpace.ts";
import type { Pages } from "./committedPages.ts";
import { markerIn } from "./copyFolder.ts";
import { parts, readCuts } from "./cuts.ts";
import { baseOf, CUTS, generationsIn, MANIFEST, Manifest } from "./generation.ts";

/** Of when a copy is, and how many bytes at its end were still being written when it ended. */
export type CopyMoment = { readonly at: string; readonly unfinishedBytes: number };

/** Makes a data folder out of the newest generation of a copy. Throws a Problem, and says why, when there is none or it is
 *  not as it was written. */
export async function rebuildFromCopy(
  copy: string,
  data: string,
  room: { readonly free?: FreeBytes } = {},
): Promise<CopyMoment> {
  const name = markerIn(copy) === null ? undefined : (await generationsIn(copy)).at(-1);
  if (name === undefined) throw invalid(copy, "This folder holds no copy made by Saydo.", "Check the path.");
  const generation = join(copy, name);
  const files = [CUTS, ...Object.values(baseOf)].map((file) => join(generation, file));
  refuseWithoutRoom("this restore", { folder: dirname(data), bytes: bytesOf(files), ...room });
  try {
    mkdirSync(data, { mode: 0o700 });
    await copyBases(generation, data);
    return applyCuts(generation, data);
  } catch (error) {
    throw invalid(generation, `The copy cannot be used: ${String(error)}.`, "Restore the newest backup.");
  }
}

async function copyBases(generation: string, data: string): Promise<void> {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(generation, MANIFEST), "utf8")));
  for (const part of parts) {
    const from = join(generation, baseOf[part]);
    if ((await sha256Of(from)) !== manifest.sha256[part]) throw new Error(`${from} is not what was copied`);
    await copyFile(from, join(data, baseOf[part]));
  }
}

function applyCuts(generation: string, data: string): CopyMoment {
  const opened = new Map(parts.map((part) => [part, openSync(join(data, baseOf[part]), "r+")]));
  const cuts = readCuts(join(generation, CUTS));
  let at: string | undefined;
  let next = cuts.next();
  for (; !next.done; next = cuts.next()) {
    for (const [part, pages] of next.value.pages) put(opened.get(part), pages);
    at = next.value.at;
  }
  for (const file of opened.values()) {
    fsyncSync(file);
    closeSync(file);
  }
  if (at === undefined) throw new Error("it has no whole cut");
  return { at, unfinishedBytes: next.value };
}

function put(file: number | undefined, { pageSize, count, changed }: Pages): void {
  if (file === undefined) throw new RangeError("both databases are open");
  for (const [page, bytes] of changed) writeSync(file, bytes, 0, pageSize, (page - 1) * pageSize);
  ftruncateSync(file, count * pageSize);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

function invalid(file: string, detail: string, todo: string): Problem {
  return new Problem({ code: "backup-invalid", detail, file, todo });
}
