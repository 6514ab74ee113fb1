import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "../../../experiments/contract/problem.ts";
import { systemReason } from "../../../experiments/studyFile/systemReason.ts";
import { type AuditHead, headOf } from "../../auditHead.ts";

/** In the data folder, beside the databases. */
export const ANCHOR_FILE = "audit-heads.txt";

/** Files outside the databases to which the number and hash of every new audit line are appended. Whoever deletes lines
 *  in the database would have to change every one of these too. */
export type AuditAnchor = {
  readonly files: readonly string[];
  append(head: AuditHead & { readonly at: string }): void;
};

export function auditAnchor(files: readonly string[], onTrouble: (error: unknown) => void): AuditAnchor {
  return {
    files,
    append({ seq, hash, at }) {
      for (const file of files) {
        try {
          appendFileSync(file, `${seq} ${hash} ${at}\n`, { mode: 0o600 });
        } catch (error) {
          onTrouble(error);
        }
      }
    },
  };
}

/** The heads that a file holds. Throws a Problem for a file that is not there or holds something else. */
export function headsIn(file: string): readonly AuditHead[] {
  if (!existsSync(file)) {
    const detail = `There is no file ${file} with the heads of the audit.`;
    throw new Problem({ code: "file-not-found", detail, file, todo: "Check the path." });
  }
  // The last line may have been cut off by a stop in the middle of it.
  return textOf(file)
    .split("\n")
    .slice(0, -1)
    .map((line, place) => headOf(line) ?? refuse(file, place + 1, line));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const detail = `${file} with the heads of the audit cannot be read: ${systemReason(error)}.`;
    throw new Problem({ code: "file-unreadable", detail, file, todo: "Check the path." });
  }
}

/** Throws a Problem when a file cannot be appended to, before anything depends on it. */
export function refuseUnwritable(file: string): void {
  try {
    appendFileSync(file, "", { mode: 0o600 });
  } catch (error) {
    throw new Problem({
      code: "setting-invalid",
      path: "--audit-file",
      detail: `${file} cannot be appended to: ${systemReason(error)}.`,
      todo: `Check that ${dirname(resolve(file))} exists and may be written by this user.`,
    });
  }
}

function refuse(file: string, line: number, text: string): never {
  throw new Problem({
    code: "file-unreadable",
    detail: `Line ${line} of ${file} is no head of the audit: "${text.slice(0, 80).replaceAll(/\p{Cc}/gu, "?")}".`,
    file,
    todo: "Name the file that saydo serve --audit-file appended to.",
  });
}
