import { Problem } from "../contract/problem.ts";
import type { TableSource } from "../tables/ask.ts";
import { hashed } from "./hashed.ts";
import { jsonAsCsv } from "./jsonObjects.ts";
import { type FileKind, kindOf, refuseKind } from "./kindOf.ts";
import { parquetAsCsv } from "./parquet.ts";
import { savAsCsv } from "./sav.ts";
import type { TableOrigin } from "./tableOrigin.ts";
import { xlsxAsCsv } from "./xlsx.ts";

export type OpenOptions = {
  /** Of a workbook; the first when absent. */
  readonly sheet?: string | undefined;
  /** Of delimited text, whose reader takes them: a file of another kind has neither. */
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
};

/** Opens a table of any kind by what it holds, not by its name: delimited text as it is; XLSX, SPSS's .sav, Parquet and
 *  JSON as comma-separated text, so that afterwards there is one reader for all. `sha256` is the file's own. Throws a
 *  Problem for a file that is none of these. */
export async function openTable(origin: TableOrigin, options: OpenOptions = {}): Promise<TableSource> {
  const { sheet } = options;
  const kind = await openedKind(origin);
  refuseMeaningless(origin, kind, options);
  if (kind.is === "text") {
    const { chunks, sha256 } = hashed(origin.open());
    return { name: origin.name, chunks, sha256, ...(origin.bytes === undefined ? {} : { bytes: origin.bytes }) };
  }
  if (kind.is === "json") return await jsonAsCsv(origin);
  if (kind.is === "parquet") return await parquetAsCsv(origin);
  if (kind.is === "sav") return await savAsCsv(origin);
  if (kind.is === "other") throw refuseKind(origin, kind.what);
  return await xlsxAsCsv(origin, sheet);
}

const NAMES = {
  text: "delimited text",
  json: "JSON",
  parquet: "Parquet",
  sav: "an SPSS file",
  zip: "a workbook",
} as const;

/** Refuses what was said of a file of another kind than it is: taken for what it is not, it would be read wrongly. */
function refuseMeaningless({ name }: TableOrigin, kind: FileKind, { sheet, encoding, delimiter }: OpenOptions): void {
  if (kind.is === "other") return;
  const wrong =
    kind.is === "text"
      ? ([["--sheet", sheet]] as const)
      : ([
          ["--encoding", encoding],
          ["--delimiter", delimiter],
          ["--sheet", kind.is === "zip" ? undefined : sheet],
        ] as const);
  const [flag, found] = wrong.find(([, said]) => said !== undefined) ?? [];
  if (flag === undefined) return;
  throw new Problem({
    code: "setting-invalid",
    file: name,
    path: flag,
    detail: `${flag} has no meaning here: the file is ${NAMES[kind.is]}.`,
    expected: flag === "--sheet" ? "a workbook (XLSX)" : "delimited text",
    found: `${flag} ${found}`,
    todo: `Leave ${flag} out.`,
  });
}

/** What kind of file a table is, by what it holds. */
export async function openedKind(origin: TableOrigin): Promise<FileKind> {
  return kindOf(await firstBytes(origin));
}

const ENOUGH = 4096;

async function firstBytes(origin: TableOrigin): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of origin.open()) {
    head = Buffer.concat([head, chunk.subarray(0, ENOUGH)]);
    if (head.length >= ENOUGH) break;
  }
  return head;
}
