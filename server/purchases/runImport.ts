import { createReadStream, existsSync } from "node:fs";
import { basename } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { noSuchStudy } from "../refusals.ts";
import type { Store } from "../store/store.ts";
import { importConditions } from "./importConditions.ts";
import { importCoverage } from "./importCoverage.ts";
import { importPredictors } from "./importPredictors.ts";
import { importPurchases } from "./importPurchases.ts";
import type { ImportKind, ImportReport } from "./importReport.ts";
import { columnMap } from "./readTable.ts";

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
  if (request.kind === "purchases") return await importPurchases(store.records, source, options);
  if (request.kind === "coverage") return await importCoverage(store.records, source, options);
  if (request.kind === "conditions") return await importConditions(store.records, source, options);
  return await importPredictors(store.records, source, options);
}
