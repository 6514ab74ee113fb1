import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const Note = z.object({ pid: z.int(), simulationKey: z.string() });

/** Leaves the simulation key of a running server where its own user finds it, as `saydo simulate --server` does on the same
 *  computer; what it returns takes it away again. A server that may not write there goes without. */
export async function noteLocalKey(origin: string, simulationKey: string): Promise<() => Promise<void>> {
  const file = await fileOf(origin, "make").catch(() => undefined);
  if (file === undefined) return async () => {};
  const text = JSON.stringify({ pid: process.pid, simulationKey });
  await rm(file, { force: true });
  await writeFile(file, text, { mode: 0o600, flag: "wx" }).catch(() => undefined);
  return async () => {
    await rm(file, { force: true });
  };
}

/** The simulation key of a server that this user runs on this computer; undefined when there is none. */
export async function localKeyOf(server: string): Promise<string | undefined> {
  const file = await fileOf(server, "find").catch(() => undefined);
  if (file === undefined || !existsSync(file)) return undefined;
  const note = await noteIn(file);
  return note.success ? note.data.simulationKey : undefined;
}

async function noteIn(file: string) {
  return Note.safeParse(
    await readFile(file, "utf8")
      .then(JSON.parse)
      .catch(() => null),
  );
}

async function fileOf(origin: string, mode: "make" | "find"): Promise<string | undefined> {
  const { port, hostname } = new URL(origin);
  if (!/^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|0\.0\.0\.0|\[::\])$/.test(hostname) || port === "") return undefined;
  const folder = join(tmpdir(), `saydo-servers-${userInfo().username}`);
  if (mode === "make") await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const info = await lstat(folder);
  // Another user may have made a folder of this name first, to read what is put into it.
  const isOurs = process.getuid === undefined || (info.uid === process.getuid() && (info.mode & 0o077) === 0);
  if (!info.isDirectory() || !isOurs) return undefined;
  if (mode === "make") await sweep(folder);
  return join(folder, `${port}.json`);
}

/** Removes what servers left that were killed. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const note = await noteIn(join(folder, name));
    if (!note.success || !isAlive(note.data.pid)) await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
