import { rm, writeFile } from "node:fs/promises";
import { Problem } from "../../experiments/contract/problem.ts";
import { systemReason } from "../../experiments/studyFile/systemReason.ts";

/** What holds although the list could not be written, and how it is had after all. */
type Kept = { readonly whatStays: string; readonly todo: string };

/** Writes a list of people into a new file that only this user reads. Who is on it has been noted by then: where it cannot be
 *  written, half of it is removed and the Problem says how to have it written again. */
export async function writeList(file: string, text: string, { whatStays, todo }: Kept): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const isOthers = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!isOthers) await rm(file, { force: true }).catch(() => undefined);
    const detail = `${file} cannot be written: ${systemReason(error)}. ${whatStays}`;
    throw new Problem({ code: "file-unreadable", detail, file, todo: `Make room, or name another place. ${todo}` });
  }
}
