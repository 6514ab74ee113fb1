import { spawn } from "node:child_process";
import { Problem } from "../../experiments/contract/problem.ts";
import type { ImportKind, ImportReport } from "../purchases/importReport.ts";
import type { TablePreview } from "../purchases/previewTable.ts";
import type { RecordFlags } from "../purchases/runImport.ts";

/** Imports a file that was uploaded, in a process of its own, so that no participant waits for it. */
export type ImportDesk = ((request: UploadedImport) => Promise<ImportReport>) & {
  /** How the file would be read: its columns, its first rows, why rows or the file are refused (`previewTable`). */
  readonly preview: (request: UploadedTable) => Promise<TablePreview>;
};

export type UploadedTable = Omit<UploadedImport, "isDryRun" | "by" | "correct" | "named">;

export type UploadedImport = {
  readonly kind: ImportKind;
  readonly study: string;
  /** Where the file lies. */
  readonly path: string;
  /** `target=source` pairs. */
  readonly map: readonly string[];
  readonly dateFormat: string | undefined;
  /** What else the researcher says about the file. */
  readonly table?: Omit<RecordFlags, "map" | "dateFormat">;
  /** What differs from what is stored under its key takes its place. */
  readonly correct?: boolean;
  readonly isDryRun: boolean;
  /** The account that sent it, for the audit. */
  readonly by: string;
  /** What the file was called there, for the list of imports. */
  readonly named: string;
};

export type ImportDeskOptions = {
  /** The command, such as node and saydo.js; undefined where it has not been built. */
  readonly command: readonly string[] | undefined;
  /** `--data …` or `--database …`, as this server was started. */
  readonly place: readonly string[];
};

const MOST_AT_ONCE = 2;

export function importDesk({ command, place }: ImportDeskOptions): ImportDesk {
  let running = 0;
  const inTurn = async (path: string, words: readonly string[]): Promise<unknown> => {
    if (running >= MOST_AT_ONCE) throw busy();
    running += 1;
    try {
      // Where the server keeps uploads is nobody's business.
      return JSON.parse(nameless(await outputOf(command, words), path));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem({ ...error.details, detail: nameless(error.details.detail, path) });
    } finally {
      running -= 1;
    }
  };
  const importFile = async ({ isDryRun, correct, by, named, ...request }: UploadedImport) => {
    const how = [...(isDryRun ? ["--dry-run"] : []), ...(correct ? ["--correct"] : [])];
    const words = [...importWords(request), "--json", "--by", by, `--named=${named}`, ...how, ...place];
    // The child's own words, written from an ImportReport.
    return (await inTurn(request.path, words)) as ImportReport;
  };
  const preview = async (request: UploadedTable) => {
    // The child's own words, written from a TablePreview.
    return (await inTurn(request.path, [...importWords(request), "--preview"])) as TablePreview;
  };
  return Object.assign(importFile, { preview });
}

function nameless(text: string, path: string): string {
  return text.replaceAll(JSON.stringify(path).slice(1, -1), "the file");
}

function importWords({ kind, study, path, map, dateFormat, table = {} }: UploadedTable): readonly string[] {
  return ["import", kind, "--study", study, "--in", path, ...wordsOf({ ...table, map, dateFormat })];
}

/** Flags as words of a command line. A value is never a word alone, so that none is taken for a flag. */
function wordsOf(flags: RecordFlags): readonly string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [value ?? []].flat().map((one) => `${flag}=${one}`);
  });
}

async function outputOf(command: readonly string[] | undefined, parameters: readonly string[]): Promise<string> {
  const [program, ...first] = command ?? [];
  if (program === undefined) {
    throw new Problem({ code: "file-not-found", detail: "The command is not built.", todo: "Run npm run build." });
  }
  const child = spawn(program, [...first, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  const [told, said] = [textOf(child.stdout), textOf(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return await told;
  const reason = (await said).trim().replace(/^✗\s*/, "");
  if (code === 1 || code === 2) throw new Problem({ code: "table-invalid", detail: reason || "The file was refused." });
  throw new Error(`the import ended with exit code ${code}: ${reason}`);
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function busy(): Problem {
  return new Problem({
    code: "store-busy",
    detail: `${MOST_AT_ONCE} files are being read already.`,
    todo: "Wait until they are done, then send this one again.",
  });
}
