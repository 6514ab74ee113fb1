import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What an R script printed, one `name number` a line, and R's version; or why R could not be asked. */
export type PeerR =
  | { readonly kind: "ran"; readonly version: string; readonly figures: Readonly<Record<string, number>> }
  | { readonly kind: "absent"; readonly reason: string };

/** Columns of numbers as a CSV file. */
export type CsvFile = { readonly name: string; readonly columns: Readonly<Record<string, ArrayLike<number>>> };

/** Writes tables to a temporary folder and runs a script of `tests/benchmarks/r` on it, in R as it comes. Throws Error
 *  when the script fails. */
export async function askR(script: string, files: readonly CsvFile[], args: readonly number[]): Promise<PeerR> {
  const version = await versionOfR();
  if (version === null) {
    return { kind: "absent", reason: "R is not installed here (apt-get install r-base-core): not measured" };
  }
  const folder = await mkdtemp(join(tmpdir(), "saydo-bench-"));
  try {
    for (const { name, columns } of files) await writeFile(join(folder, name), csvOf(columns));
    const path = join(process.cwd(), "tests/benchmarks/r", script);
    const { stdout } = await run("Rscript", ["--vanilla", path, folder, ...args.map(String)]);
    const lines = stdout.trim().split("\n");
    const figures = Object.fromEntries(
      lines.map((line) => {
        const [name = "", figure] = line.trim().split(/\s+/);
        return [name, Number(figure)];
      }),
    );
    return { kind: "ran", version, figures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function versionOfR(): Promise<string | null> {
  try {
    const { stdout } = await run("Rscript", ["--vanilla", "-e", "cat(as.character(getRversion()))"]);
    return `R ${stdout.trim()}`;
  } catch {
    return null;
  }
}

/** A figure the script must have printed. */
export function figureOf({ figures }: Extract<PeerR, { kind: "ran" }>, name: string): number {
  const figure = figures[name];
  if (figure === undefined || !Number.isFinite(figure)) throw new Error(`the R script printed no ${name}`);
  return figure;
}

function csvOf(columns: CsvFile["columns"]): string {
  const names = Object.keys(columns);
  const values = Object.values(columns);
  const rows = Array.from({ length: values[0]?.length ?? 0 }, (_, row) => values.map((one) => one[row]).join(","));
  return `${names.join(",")}\n${rows.join("\n")}\n`;
}
