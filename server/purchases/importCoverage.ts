import type { CoverageRow, RecordStore } from "../store/store.ts";
import { personFinder } from "./findPerson.ts";
import type { ImportOptions } from "./importPurchases.ts";
import { type ImportReport, tally } from "./importReport.ts";
import { endOfMoment, readMoment } from "./moments.ts";
import { readTable, type TableSource } from "./readTable.ts";

/** Imports from when until when the sources see what people buy. A line without a key holds for everyone. */
export async function importCoverage(
  records: RecordStore,
  source: TableSource,
  { study, map, dateFormat, isDryRun }: ImportOptions,
): Promise<ImportReport> {
  const find = await personFinder(records, study.id);
  const counts = tally();
  const rows: CoverageRow[] = [];
  const required = ["observed_from", "observed_until", "source"];
  for await (const row of readTable(source, { required, ...(map ? { map } : {}) })) {
    counts.count("rowsRead");
    const key = row.cell("participant_key");
    const person = key === undefined ? undefined : find(key, counts);
    if (key !== undefined && !person) continue;
    const from = readMoment(row.cell("observed_from") ?? "", dateFormat);
    const until = readMoment(row.cell("observed_until") ?? "", dateFormat);
    if (!from || !until || endOfMoment(until) < from.at) {
      counts.problem(row.row, "observed_from and observed_until must be dates, the first not after the second");
      continue;
    }
    rows.push({
      study_id: study.id,
      participant_id: person?.participantId ?? "",
      source: row.cell("source") ?? "",
      observed_from: from.at.toISOString(),
      observed_until: endOfMoment(until).toISOString(),
    });
  }
  const added = await records.addCoverage(rows, isDryRun ? "try" : "keep");
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("coverage", isDryRun);
}
