import { spawn } from "node:child_process";
import { Problem } from "../../experiments/contract/problem.ts";
import type { ImportKind, ImportReport } from "../purchases/importReport.ts";

/** Imports a file that was uploaded, in a process of its own, so that no participant waits for it. */
export type ImportDesk = (request: UploadedImport) => Promise<ImportReport>;

export type UploadedImport = {
  readonly kind: ImportKind;
  readonly study: string;
  /** Where the file lies. */
  readonly path: string;
  /** `target=source` pairs. */
  readonly map: readonly string[];
  readonly dateFormat: string | undefined;
  readonly isDryRun: boolean;
  /** The account that sent it, for the audit. */
  readonly by: string;
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
  return async ({ kind, study, path, map, dateFormat, isDryRun, by }) => {
    if (running >= MOST_AT_ONCE) throw busy();
    running += 1;
    try {
      const words = [
        ...["import", kind, "--study", study, "--in", path, "--json", "--by", by],
        ...map.flatMap((pair) => ["--map", pair]),
        ...(dateFormat === undefined ? [] : [`--date-format=${dateFormat}`]),
        ...(isDryRun ? ["--dry-run"] : []),
      ];
      // The child's own words, written from an ImportReport.
      return JSON.parse(await outputOf(command, [...words, ...place])) as ImportReport;
    } finally {
      running -= 1;
    }
  };
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
