import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodebookLine } from "../scoring/codebook.ts";
import { describedTables } from "./described.ts";
import { pythonScript } from "./pythonScript.ts";
import { rScript } from "./rScript.ts";
import { spssScript } from "./spssScript.ts";
import { stataScript } from "./stataScript.ts";

/** Writes beside an export's tables the scripts with which R, Python, SPSS and Stata read them. */
export async function writeReaders(dir: string, codebook: readonly CodebookLine[]): Promise<void> {
  const tables = describedTables(codebook);
  const scripts = {
    "read.R": rScript(tables),
    "read.py": pythonScript(tables),
    "read.sps": spssScript(tables),
    "read.do": stataScript(tables),
  };
  for (const [name, text] of Object.entries(scripts)) await writeFile(join(dir, name), text, { mode: 0o600 });
}
