import { createReadStream, existsSync } from "node:fs";
import { basename } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { noSuchStudy } from "../refusals.ts";
import type { Store } from "../store/store.ts";
import { importConditions } from "./importConditions.ts";
import { importCoverage } from "./importCoverage.ts";
import { importPredictors } from "./importPredictors.ts";
import { type ImportOptions, importPurchases } from "./importPurchases.ts";
import type { ImportKind, ImportReport } from "./importReport.ts";
import { columnMap, type TableSource } from "./readTable.ts";

export type ImportRequest = {
  readonly kind: ImportKind;
  readonly study: string;
  /** A CSV file. */
  readonly in: string;
  /** `target=source` pairs. */
  readonly map?: readonly string[];
  readonly dateFormat?: string;
  readonly dryRun?: boolean;
};

/** Imports one table of the company's records, or says what an import would do. */
export async function importTable(store: Store, request: ImportRequest): Promise<ImportReport> {
  const stored = await store.studies.get(request.study);
  if (!stored) throw noSuchStudy(request.study);
  if (!existsSync(request.in)) {
    throw new Problem({ code: "file-not-found", detail: `There is no file ${request.in}.`, file: request.in });
  }
  const options = {
    study: stored.study,
    map: columnMap(request.map ?? []),
    isDryRun: request.dryRun === true,
    ...(request.dateFormat === undefined ? {} : { dateFormat: request.dateFormat }),
  };
  const open = () => createReadStream(request.in);
  const source = { name: basename(request.in), bytes: open(), again: open };
  return await importSource(store, request.kind, { source, options });
}

type Importing = {
  readonly source: TableSource & { readonly again: () => AsyncIterable<Uint8Array> };
  readonly options: ImportOptions;
};

/** Imports one table, wherever its bytes come from. */
export async function importSource(
  { records }: Store,
  kind: ImportKind,
  { source, options }: Importing,
): Promise<ImportReport> {
  if (kind === "purchases") return await importPurchases(records, source, options);
  if (kind === "coverage") return await importCoverage(records, source, options);
  if (kind === "conditions") return await importConditions(records, source, options);
  return await importPredictors(records, source, options);
}
