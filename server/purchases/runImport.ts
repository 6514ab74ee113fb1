import { basename } from "node:path";
import type { Study } from "../../experiments/contract/study.ts";
import { openAs } from "../../experiments/tableFiles/readAs.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Said } from "../../experiments/tables/ask.ts";
import { noSuchStudy } from "../refusals.ts";
import type { RecordStore, Store } from "../store/store.ts";
import { conditionKind } from "./importConditions.ts";
import { coverageKind } from "./importCoverage.ts";
import { keySaid, predictorKind, predictorsOf } from "./importPredictors.ts";
import { purchaseKind } from "./importPurchases.ts";
import { importRecords } from "./importRecords.ts";
import type { Changed, ImportKind, ImportReport } from "./importReport.ts";
import { recordColumns } from "./recordColumns.ts";
import type { RecordTable } from "./recordTable.ts";
import { rowChoices } from "./rowChoice.ts";

/** How a file of records is read: the flags that every table takes, and which of its rows and columns count. */
export type RecordFlags = TableFlags & {
  /** `column=text` pairs: only such rows. */
  readonly where?: readonly string[] | undefined;
  /** Of predictors, which columns; all when absent. */
  readonly columns?: readonly string[] | undefined;
};
export type ImportRequest = RecordFlags & {
  readonly kind: ImportKind;
  readonly study: string;
  /** A table of any kind. */
  readonly in: string;
  readonly dryRun?: boolean;
  /** What the file says goes into the place of what is stored under the same key. */
  readonly correct?: boolean;
  /** Who imports, for the list of imports: an account's id; the command line when absent. */
  readonly by?: string;
  /** What the file was called where it came from. */
  readonly named?: string;
};

/** Imports one table of the company's records, or says what an import would do. What is imported is listed with who did
 *  it, from before its first row. */
export async function importTable(store: Store, request: ImportRequest): Promise<ImportReport> {
  const stored = await store.studies.get(request.study);
  if (!stored) throw noSuchStudy(request.study);
  const { study } = stored;
  const table = await recordTableOf(request.in, request.kind, request);
  const changed = request.correct === true ? "corrected" : "kept";
  if (request.dryRun === true) return await importKind(table, { ...request, study, changed, records: store.records });
  const file = request.named ?? basename(table.file);
  const about = { studyId: study.id, kind: request.kind, file, by: request.by ?? "command line" };
  const batch = await store.imports.begin(about);
  const records = store.records.inBatch(batch);
  const report = await importKind(table, { ...request, study, changed, records });
  const { sha256 = "", counts } = report;
  await store.imports.finish(batch, { sha256, ...counts, changed: report.changed });
  return report;
}

type Importing = Omit<ImportRequest, "study"> & {
  readonly study: Study;
  readonly records: RecordStore;
  readonly changed: Changed;
};

async function importKind(table: RecordTable, importing: Importing): Promise<ImportReport> {
  const { records, study, changed, kind } = importing;
  const mode = importing.dryRun === true ? "try" : "keep";
  if (kind === "purchases") return await importRecords(table, await purchaseKind(records, study, changed), mode);
  if (kind === "coverage") return await importRecords(table, await coverageKind(records, study, changed), mode);
  if (kind === "conditions") return await importRecords(table, await conditionKind(records, study, changed), mode);
  const predictors = await predictorsOf(table, importing.columns);
  const report = await importRecords(table, await predictorKind(records, study, { ...predictors, changed }), mode);
  if (mode === "keep") await records.notePredictors(study.id, predictors.names, basename(table.file));
  return report;
}

/** A file as a table of records: in Saydo's own form, or as the recipe of the platform that wrote it says. Throws a Problem
 *  when it is not there and for a flag that cannot be used. */
export async function recordTableOf(file: string, kind: ImportKind, flags: RecordFlags): Promise<RecordTable> {
  const origin = fileOrigin(file, "--in");
  const columns = recordColumns[kind];
  // The columns of predictors are the file's: what is said of them is judged once they are known.
  const asks = (said: Said) => [{ columns, said: kind === "predictors" ? keySaid(said) : said }];
  const { open, said, notes } = await openAs(origin, { flags, target: kind, asks });
  return { file: origin.name, open, said, notes, where: rowChoices(flags.where) };
}
