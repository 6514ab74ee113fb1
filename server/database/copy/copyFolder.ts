import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { z } from "zod";
import { Problem } from "../../../experiments/contract/problem.ts";
import { systemReason } from "../../../experiments/studyFile/systemReason.ts";
import { HARMLESS } from "../../files/dataFolder.ts";

const Marker = z.object({ format: z.literal("saydo-copy"), id: z.uuid() });

/** What a data folder knows of its copy: whose it is, where it is, and how it stood last. */
export const CopyNote = z.object({
  format: z.literal("saydo-copy"),
  id: z.uuid(),
  folder: z.string(),
  state: z.enum(["current", "behind", "off"]),
  since: z.iso.datetime(),
  detail: z.string().nullable(),
});
export type CopyNote = z.infer<typeof CopyNote>;

const MARKER = "saydo-copy.json";

/** The marker of a folder with copies; null when it is none. */
export function markerIn(folder: string): z.infer<typeof Marker> | null {
  const file = join(folder, MARKER);
  if (!existsSync(file)) return null;
  const marker = Marker.safeParse(jsonIn(file));
  if (!marker.success) {
    throw refused(
      folder,
      `${file} does not say whose copies these are: it is empty or broken. Restore a backup of it.`,
    );
  }
  return marker.data;
}

/** Makes a folder the place of a store's copies. Throws a Problem when it is not there (its disk may not be mounted), holds
 *  other things, or the copy of another store: a copy is all that is left after a loss, and nothing overwrites it. */
export function claimCopyFolder(folder: string, data: string, now: Date): { readonly id: string } {
  const isInside = `${resolve(folder)}${sep}`.startsWith(`${resolve(data)}${sep}`);
  if (isInside) throw refused(folder, "The copy would be in the data folder itself, and be lost with it.");
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    const reason = existsSync(folder) ? "is a file, not a folder" : "is not there";
    throw refused(folder, `The folder for the copy ${reason}: ${folder}.`, "Make the folder, or mount its disk.");
  }
  const id = noteIn(data)?.id ?? randomUUID();
  const marker = markerIn(folder);
  if (marker?.id === id) return { id };
  if (marker) {
    throw refused(folder, "The folder holds the copy of another store. Restore that one, or name an empty folder.");
  }
  const foreign = readdirSync(folder).filter((name) => !HARMLESS.has(name));
  if (foreign.length > 0) throw refused(folder, `The folder for the copy holds other things: ${foreign[0]}.`);
  // First here: a marker that no store knows would be another store's.
  const since = now.toISOString();
  writeNote(data, { format: "saydo-copy", id, folder: resolve(folder), state: "behind", since, detail: null });
  try {
    writeFileSync(join(folder, MARKER), `${JSON.stringify({ format: "saydo-copy", id })}\n`, { mode: 0o600 });
  } catch (error) {
    throw refused(folder, `The folder for the copy cannot be written: ${systemReason(error)}.`);
  }
  return { id };
}

export function noteIn(data: string): CopyNote | null {
  const file = join(data, MARKER);
  if (!existsSync(file)) return null;
  const note = CopyNote.safeParse(jsonIn(file));
  return note.success ? note.data : null;
}

/** What a file holds; undefined where that is no JSON, such as after a full disk. */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

export function writeNote(data: string, note: CopyNote): void {
  const file = join(data, MARKER);
  writeFileSync(`${file}.part`, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/** Notes that no copy is kept any more, where one was. */
export function noteOff(data: string, now: Date): void {
  const note = noteIn(data);
  if (note !== null && note.state !== "off") {
    writeNote(data, { ...note, state: "off", since: now.toISOString(), detail: null });
  }
}

function refused(file: string, detail: string, todo = "Check the folder given with --copy-to."): Problem {
  return new Problem({ code: "setting-invalid", path: "--copy-to", detail, file, todo });
}
